// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bare_publication.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <span>
#include <string>
#include <thread>

#include "crypto/sha256.h"
#include "tests/bench/give_up.h"

namespace pledgebook::bench {
namespace {

constexpr int kWitnesses = 3;
constexpr std::size_t kRecordBytes = 830;
crypto::SecretKey some_key(const std::string& name) {
  return crypto::SecretKey::from_seed(crypto::sha256(crypto::as_bytes(name)).bytes);
}

void send_all(int socket, crypto::Bytes message) {
  if (::send(socket, message.data(), message.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(message.size()))
    give_up("a socket can't be written to");
}

// False at the end of the connection.
bool receive_all(int socket, std::span<std::byte> message) {
  return ::recv(socket, message.data(), message.size(), MSG_WAITALL) ==
         static_cast<ssize_t>(message.size());
}

// Both ends of a TCP connection on loopback.
std::array<int, 2> connected_pair() {
  const auto address_of = [](sockaddr_in& address) {
    return reinterpret_cast<sockaddr*>(&address);
  };
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int near = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_connected = ::bind(listener, address_of(address), length) == 0 &&
                            ::listen(listener, 1) == 0 &&
                            ::getsockname(listener, address_of(address), &length) == 0 &&
                            ::connect(near, address_of(address), length) == 0;
  const int far = is_connected ? ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC) : -1;
  ::close(listener);
  if (far < 0) give_up("no connection can be made on loopback");
  const int on = 1;
  for (const int socket : {near, far})
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return {near, far};
}

}  // namespace

// The log's end of the connection, and the thread that answers at the other one.
class BarePublication::Witness {
 public:
  Witness(const std::filesystem::path& file, const crypto::PublicKey& log, const std::string& name)
      : log_(log), key_(some_key(name)), file_(file), sockets_(connected_pair()) {
    thread_ = std::thread([this] { serve(sockets_[1]); });
  }
  ~Witness() {
    ::close(sockets_[0]);
    thread_.join();
    ::close(sockets_[1]);
  }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  void ask(const Message& note) const { send_all(sockets_[0], note); }
  void take_answer() const {
    Message answer;
    if (!receive_all(sockets_[0], answer)) give_up("a bare witness is gone");
    check(answer, key_.public_key());
  }

  // The note is the signature followed by the signed bytes.
  static void sign(Message& note, const crypto::SecretKey& key) {
    const crypto::Signature signature = key.sign(text_of(note));
    std::ranges::copy(signature.bytes, note.begin());
  }
  static void check(const Message& note, const crypto::PublicKey& key) {
    const auto bytes = std::span(note).first<crypto::Signature::kSize>();
    if (!crypto::verify(key, text_of(note), *crypto::Signature::from_bytes(bytes)))
      give_up("a signature does not verify");
  }

 private:
  static crypto::Bytes text_of(const Message& note) {
    return std::span(note).subspan(crypto::Signature::kSize);
  }
  void serve(int socket) {
    Message note;
    while (receive_all(socket, note)) {
      check(note, log_);
      sign(note, key_);
      file_.append(crypto::as_text(note));
      send_all(socket, note);
    }
  }

  crypto::PublicKey log_;
  crypto::SecretKey key_;
  DurableFile file_;
  std::array<int, 2> sockets_;
  std::thread thread_;
};

BarePublication::BarePublication(const std::filesystem::path& directory)
    : key_(some_key("bare log")), records_(directory / "records"), signed_(directory / "signed") {
  Witness::sign(statement_, key_);
  for (int i = 0; i < kWitnesses; ++i) {
    const std::string name = "witness-" + std::to_string(i);
    witnesses_.push_back(std::make_unique<Witness>(directory / name, key_.public_key(), name));
  }
}

BarePublication::~BarePublication() = default;

void BarePublication::run() {
  const std::string record(kRecordBytes, 'r');
  Witness::check(statement_, key_.public_key());
  records_.append(record);
  records_.append(record);
  Message note{};
  Witness::sign(note, key_);
  signed_.append(crypto::as_text(note));
  for (const auto& witness : witnesses_) witness->ask(note);
  for (const auto& witness : witnesses_) witness->take_answer();
}

}  // namespace pledgebook::bench
