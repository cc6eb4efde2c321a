// SPDX-License-Identifier: Apache-2.0
#include "server/web/charts/timeline.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "server/web/charts/amount_axis.h"
#include "server/web/frame/templates.h"
#include "server/web/words/figures.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::PublishedCuts;
using std::chrono::year;

constexpr std::size_t kQuartersMax = 24;  // more are drawn as years
constexpr std::int64_t kMarksMax = 12;    // of a column; of more, the number is written
constexpr std::size_t kLabelsMax = 4;     // of the largest columns

// One of the two drawings; lengths in the units of its viewBox.
struct Drawing {
  std::string_view size;
  double width;
  double left;    // of the axis
  double top;     // room for labels above the columns
  double height;  // of the columns
  double mark;    // the distance of two marks
  bool has_labels;
};
constexpr Drawing kLarge{.size = "large",
                         .width = 860,
                         .left = 66,
                         .top = 55,
                         .height = 205,
                         .mark = 12.5,
                         .has_labels = true};
constexpr Drawing kSmall{.size = "small",
                         .width = 358,
                         .left = 66,
                         .top = 24,
                         .height = 150,
                         .mark = 11,
                         .has_labels = false};

struct Column {
  std::map<std::string, Decimal> usd;  // by focus area
  Decimal total;
  std::map<std::string, std::int64_t> pledges;  // by focus area
  std::int64_t count = 0;                       // of pledges
};

struct Period {
  int first = 0;  // year * 4 + quarter, or the year
  int count = 0;
  bool is_quarters = false;
};

int quarter_of(std::chrono::year_month month) {
  return static_cast<int>(month.year()) * 4 +
         (static_cast<int>(static_cast<unsigned>(month.month())) - 1) / 3;
}

Period period_of(const PublishedCuts& time_line, bool wants_quarters) {
  const int first = quarter_of(time_line.begin()->first.first);
  const int last = quarter_of(time_line.rbegin()->first.first);
  if (wants_quarters && static_cast<std::size_t>(last - first) < kQuartersMax)
    return {.first = first, .count = last - first + 1, .is_quarters = true};
  return {.first = first / 4, .count = last / 4 - first / 4 + 1, .is_quarters = false};
}

std::vector<Column> columns_of(const PublishedCuts& time_line, const Period& period,
                               Growth growth) {
  std::vector<Column> columns(static_cast<std::size_t>(period.count));
  for (const auto& [key, cut] : time_line) {
    const auto& [month, area] = key;
    const int at =
        (period.is_quarters ? quarter_of(month) : static_cast<int>(month.year())) - period.first;
    Column& column = columns[static_cast<std::size_t>(at)];
    const Decimal usd = cut.amounts.of(projections::Amount::announced).usd;
    column.pledges[area] += cut.pledges;
    column.count += cut.pledges;
    column.usd[area] += usd;
    column.total += usd;
  }
  if (growth == Growth::cumulative) {
    for (std::size_t i = 1; i < columns.size(); ++i) {
      for (const auto& [area, usd] : columns[i - 1].usd) columns[i].usd[area] += usd;
      columns[i].total += columns[i - 1].total;
    }
  }
  return columns;
}

bool is_known_area(std::string_view area) {
  return area == "access" || area == "adoption" || area == "value-creation" ||
         area == "accelerating-investments";
}

class Chart {
 public:
  Chart(Language language, const Drawing& drawing, const std::vector<Column>& columns,
        const Period& period, const std::vector<std::string>& areas)
      : figures_(language),
        drawing_(drawing),
        columns_(columns),
        period_(period),
        areas_(areas),
        axis_(
            most_of(columns),
            {.left = drawing.left, .right = drawing.width, .top = drawing.top, .floor = floor()}) {
    step_ = (drawing.width - drawing.left - 4) / static_cast<double>(columns.size());
    marks_ = 0;
    for (const Column& column : columns) marks_ = std::max(marks_, shown_marks(column));
  }

  void draw(Fields& all) const {
    Fields& chart = all.add("chart");
    const double below = floor() + 9 + drawing_.mark * static_cast<double>(marks_);
    chart.set("size", drawing_.size)
        .set("view_width", number(drawing_.width))
        .set("view_height", number(below + 26))
        .set("left", number(drawing_.left))
        .set("floor", number(floor()));
    axis_.draw(chart, figures_);
    for (std::size_t i = 0; i < columns_.size(); ++i) draw_column(chart, i);
    draw_labels(chart);
    draw_years(chart, below + 6);
  }

 private:
  static Decimal most_of(const std::vector<Column>& columns) {
    Decimal most;
    for (const Column& column : columns) most = std::max(most, column.total);
    return most;
  }
  static std::size_t shown_marks(const Column& column) {
    return column.count > kMarksMax ? 1 : static_cast<std::size_t>(column.count);
  }
  [[nodiscard]] double floor() const { return drawing_.top + drawing_.height; }
  [[nodiscard]] double center_of(std::size_t column) const {
    return drawing_.left + 4 + step_ * (static_cast<double>(column) + 0.5);
  }

  void draw_column(Fields& chart, std::size_t index) const {
    const Column& column = columns_[index];
    const double width = std::min(30.0, step_ * 0.72);
    double y = floor();
    for (const std::string& area : areas_) {
      const auto usd = column.usd.find(area);
      if (usd == column.usd.end() || usd->second.is_zero()) continue;
      // An amount too small to be seen is still there.
      const double height = std::max(0.6, floor() - axis_.y_of(usd->second));
      y -= height;
      chart.add("part")
          .set("area", area)
          .set("x", number(center_of(index) - width / 2))
          .set("y", number(y))
          .set("width", number(width))
          .set("height", number(height));
    }
    if (column.count > kMarksMax) {
      chart.add("text")
          .set("x", number(center_of(index)))
          .set("y", number(floor() + 19))
          .set("text", figures_.count(column.count));
      return;
    }
    double mark_y = floor() + 9;
    for (const std::string& area : areas_) {
      const auto pledges = column.pledges.find(area);
      const std::int64_t marks = pledges == column.pledges.end() ? 0 : pledges->second;
      for (std::int64_t i = 0; i < marks; ++i) {
        chart.add("pledge")
            .set("area", area)
            .set("mark", is_known_area(area) ? area : "other-area")
            .set("x", number(center_of(index) - 5))
            .set("y", number(mark_y));
        mark_y += drawing_.mark;
      }
    }
  }

  // The largest columns say how much, and whose pledges they are if few.
  void draw_labels(Fields& chart) const {
    if (!drawing_.has_labels) return;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].total.is_zero()) order.push_back(i);
    }
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [this](std::size_t i) { return columns_[i].total; });
    if (order.size() > kLabelsMax) order.resize(kLabelsMax);
    for (const std::size_t i : order) {
      // A label of several letters needs the room of its neighbours too.
      const bool is_crowded = std::ranges::any_of(order, [i, this](std::size_t other) {
        return other != i && (other + 1 == i || i + 1 == other) &&
               columns_[other].total > columns_[i].total;
      });
      if (is_crowded) continue;
      const double y = axis_.y_of(columns_[i].total) - 8;
      const double x = std::clamp(center_of(i), drawing_.left + 40, drawing_.width - 40);
      Fields& label = chart.add("text");
      label.set("x", number(x)).set("y", number(y)).set("text", figures_.scaled(columns_[i].total));
      label.show("strong");
    }
  }

  void draw_years(Fields& chart, double y) const {
    const int per_year = period_.is_quarters ? 4 : 1;
    const int first_year = period_.is_quarters ? period_.first / 4 : period_.first;
    const int last = period_.first + period_.count;
    for (int year = first_year; year * per_year < last; ++year) {
      const int from = std::max(year * per_year, period_.first) - period_.first;
      const int to = std::min((year + 1) * per_year, last) - period_.first;
      const double left = drawing_.left + 4 + step_ * from + 4;
      const double right = drawing_.left + 4 + step_ * to - 4;
      chart.add("year")
          .set("from", number(left))
          .set("to", number(right))
          .set("x", number((left + right) / 2))
          .set("y", number(y))
          .set("text_y", number(y + 15))
          .set("label", std::int64_t{year});
    }
  }

  const Figures figures_;
  const Drawing& drawing_;
  const std::vector<Column>& columns_;
  const Period& period_;
  const std::vector<std::string>& areas_;
  const AmountAxis axis_;
  double step_ = 0;
  std::size_t marks_ = 0;  // of the column with most
};

}  // namespace

Html timeline_chart(Language language, const PublishedCuts& time_line,
                    const std::vector<std::string>& areas, Growth growth) {
  Fields fields;
  if (time_line.empty()) {
    fields.show("empty");
    return render(language, "timeline", fields);
  }
  for (const Drawing* drawing : {&kLarge, &kSmall}) {
    const Period period = period_of(time_line, drawing == &kLarge);
    const auto columns = columns_of(time_line, period, growth);
    Chart(language, *drawing, columns, period, areas).draw(fields);
  }
  return render(language, "timeline", fields);
}

Html timeline_table(Language language, const PublishedCuts& time_line, const Address& list) {
  const Figures figures(language);
  struct Month {
    std::int64_t pledges = 0;
    Decimal usd;
  };
  std::map<std::chrono::year_month, Month> months;
  for (const auto& [key, cut] : time_line) {
    Month& month = months[key.first];
    month.pledges += cut.pledges;
    month.usd += cut.amounts.of(projections::Amount::announced).usd;
  }
  Fields fields;
  Decimal sum;
  std::int64_t pledges = 0;
  for (const auto& [month, row] : months) {
    sum += row.usd;
    pledges += row.pledges;
    const ledger::Date first = std::chrono::sys_days(month / 1);
    const ledger::Date last = std::chrono::sys_days(month / std::chrono::last);
    fields.add("row")
        .set("month", figures.month(first))
        .set("address",
             list.with("from", ledger::to_text(first)).with("to", ledger::to_text(last)).text())
        .set("pledges", figures.count(row.pledges))
        .set("usd", figures.millions(row.usd))
        .set("cumulative", figures.millions(sum));
  }
  fields.set("pledges", figures.count(pledges)).set("usd", figures.millions(sum));
  return render(language, "timeline_table", fields);
}

}  // namespace pledgebook::server
