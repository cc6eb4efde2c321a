// SPDX-License-Identifier: Apache-2.0
#include "server/web/charts/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "server/web/charts/amount_axis.h"
#include "server/web/frame/templates.h"
#include "server/web/words/catalogue.h"
#include "server/web/words/figures.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::Amount;
using projections::Version;

// Lengths in the units of the viewBox.
struct Drawing {
  std::string_view size;
  double width;
  Plot plot;           // of the lines; labels stand to the right of it
  bool has_two_lines;  // the figure of a label stands under its name
};
constexpr Drawing kLarge{.size = "large",
                         .width = 860,
                         .plot = {.left = 68, .right = 690, .top = 16, .floor = 236},
                         .has_two_lines = false};
constexpr Drawing kSmall{.size = "small",
                         .width = 358,
                         .plot = {.left = 66, .right = 250, .top = 12, .floor = 172},
                         .has_two_lines = true};
constexpr double kLineHeight = 16;
constexpr double kBelow = 34;  // the plot, for the days

const std::optional<projections::Figure>& figure_of(const Version& version, Amount amount) {
  switch (amount) {
    case Amount::announced:
      return version.announced;
    case Amount::committed:
      return version.committed;
    case Amount::disbursed:
      return version.disbursed;
    case Amount::verified:
      return version.verified;
  }
  return version.announced;
}

Decimal most_of(const std::vector<Step>& steps) {
  Decimal most;
  for (const Step& step : steps) {
    for (const auto& amount : step.amounts) {
      if (amount) most = std::max(most, *amount);
    }
  }
  return most;
}

class Chart {
 public:
  Chart(Language language, const Drawing& drawing, const std::vector<Step>& steps,
        ledger::Date last)
      : figures_(language),
        words_(Catalogue::of(language)),
        drawing_(drawing),
        plot_(drawing.plot),
        steps_(steps),
        first_(steps.front().day),
        last_(std::max(last, steps.front().day + std::chrono::days(1))),
        axis_(most_of(steps), drawing.plot) {}

  void draw(Fields& all) const {
    Fields& chart = all.add("chart");
    chart.set("size", drawing_.size)
        .set("view_width", number(drawing_.width))
        .set("view_height", number(plot_.floor + kBelow))
        .set("left", number(plot_.left))
        .set("right", number(plot_.right))
        .set("floor", number(plot_.floor));
    axis_.draw(chart, figures_);
    draw_days(chart);
    draw_lines(chart);
  }

 private:
  [[nodiscard]] double x_of(ledger::Date day) const {
    const double part =
        static_cast<double>((day - first_).count()) / static_cast<double>((last_ - first_).count());
    return plot_.left + (plot_.right - plot_.left) * std::clamp(part, 0.0, 1.0);
  }

  void draw_days(Fields& chart) const {
    const auto add = [&](ledger::Date day, std::string_view anchor) {
      chart.add("day")
          .set("x", number(x_of(day)))
          .set("from", number(plot_.floor))
          .set("text_y", number(plot_.floor + 22))
          .set("anchor", anchor)
          .set("label", figures_.month(day));
    };
    add(first_, "start");
    add(last_, "end");
  }

  void draw_lines(Fields& chart) const {
    std::vector<Label> labels;
    for (const auto& [amount, word] : names_of(Amount{})) {
      const auto at = std::to_underlying(amount);
      std::string path;
      std::optional<Decimal> value;
      Fields* points = nullptr;
      for (const Step& step : steps_) {
        const auto& next = step.amounts.at(at);
        if (!next || next == value) continue;
        const std::string x = number(x_of(step.day));
        // What begins later begins at zero.
        path += path.empty() && amount != Amount::announced
                    ? fmt::format("M{} {}", number(plot_.left), number(plot_.floor))
                    : std::string();
        path += path.empty() ? fmt::format("M{} {}", x, number(axis_.y_of(*next)))
                             : fmt::format("H{}V{}", x, number(axis_.y_of(*next)));
        if (points == nullptr) points = &chart.add("amount");
        points->add("point").set("x", x).set("y", number(axis_.y_of(*next))).set("kind", word);
        value = next;
      }
      if (points == nullptr) continue;
      points->set("kind", word).set("path", path + "H" + number(plot_.right));
      labels.push_back({.y = axis_.y_of(*value) + 4,
                        .name = std::string(words_.text("amount." + std::string(word))),
                        .figure = figures_.axis(*value)});
    }
    draw_labels(chart, std::move(labels));
  }

  struct Label {
    double y;  // of its first line
    std::string name;
    std::string figure;
  };

  // From the top; none covers another or leaves the drawing.
  void draw_labels(Fields& chart, std::vector<Label> labels) const {
    const double height = drawing_.has_two_lines ? 2 * kLineHeight : kLineHeight;
    std::ranges::stable_sort(labels, {}, &Label::y);
    double free = 0;
    for (Label& label : labels) {
      label.y = std::max(label.y, free);
      free = label.y + height;
    }
    double last = plot_.floor + kBelow + kLineHeight - 4 - height;
    for (Label& label : std::views::reverse(labels)) {
      label.y = std::min(label.y, last);
      last = label.y - height;
    }
    const auto write = [&](double y, const std::string& text) {
      chart.add("label").set("x", number(plot_.right + 8)).set("y", number(y)).set("text", text);
    };
    for (const Label& label : labels) {
      if (drawing_.has_two_lines) {
        write(label.y, label.name);
        write(label.y + kLineHeight - 1, label.figure);
      } else {
        write(label.y, label.name + " " + label.figure);
      }
    }
  }

  const Figures figures_;
  const Catalogue& words_;
  const Drawing& drawing_;
  const Plot& plot_;
  const std::vector<Step>& steps_;
  const ledger::Date first_;
  const ledger::Date last_;
  const AmountAxis axis_;
};

}  // namespace

std::vector<Step> steps_of(std::span<const Version> versions) {
  std::vector<Step> steps;
  std::optional<ledger::Currency> currency;
  for (const Version& version : versions) {
    Step step{.day = ledger::date_of(version.at), .amounts = {}};
    bool has_amount = false;
    for (const auto& [amount, word] : names_of(Amount{})) {
      const auto& figure = figure_of(version, amount);
      if (!figure) continue;
      if (currency && *currency != figure->money.currency) return {};
      currency = figure->money.currency;
      step.amounts.at(std::to_underlying(amount)) = figure->money.amount;
      has_amount = true;
    }
    if (has_amount && (steps.empty() || steps.back().amounts != step.amounts))
      steps.push_back(step);
  }
  return steps;
}

Html steps_chart(Language language, const std::vector<Step>& steps, ledger::Date last,
                 std::string_view unit) {
  Fields fields;
  fields.set("unit", unit);
  for (const Drawing* drawing : {&kLarge, &kSmall})
    Chart(language, *drawing, steps, last).draw(fields);
  return render(language, "steps", fields);
}

}  // namespace pledgebook::server
