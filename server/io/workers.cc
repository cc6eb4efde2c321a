// SPDX-License-Identifier: Apache-2.0
#include "server/io/workers.h"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <utility>

namespace pledgebook::server {

struct Workers::Pool {
  explicit Pool(unsigned count) : threads(count) {}
  boost::asio::thread_pool threads;
};

Workers::Workers(unsigned threads) : pool_(std::make_unique<Pool>(threads)) {}
Workers::~Workers() { stop(); }

void Workers::post(Job job) { boost::asio::post(pool_->threads, std::move(job)); }
void Workers::stop() { pool_->threads.join(); }

}  // namespace pledgebook::server
