/*
 * A VDE client that sends or receives as many frames as it can, one call of libvdeplug a frame.
 *
 *   flood-client receive LOCATOR ADDRESSES QUIET_MS         announces ADDRESSES sources, counts frames
 *   flood-client send    LOCATOR ADDRESSES BYTES SECONDS    sends to those addresses, one after the other
 *   flood-client hold    LOCATOR CLIENTS                    joins that often, and discards what comes
 *
 * Each prints "ready" when it has joined and announced itself. The sender goes on at a line on its
 * standard input. Sender and receiver print one line of JSON at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <libvdeplug.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HEADER_BYTES = 14, MIN_BYTES = 60, MAX_BYTES = 9216, MAX_CLIENTS = 256 };
/* The Ethernet type for local experiments, IEEE 802 section 9.2.3. */
static const uint8_t EXPERIMENT[2] = {0x88, 0xb5};
static const uint8_t RECEIVER = 0xbb, SENDER = 0xaa, HOLDER = 0xcc;

static double now_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* libvdeplug heeds no flags, so what is not to block is set so. */
static void never_block(VDECONN *connection) {
  const int fd = vde_datafd(connection);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static VDECONN *join(char *locator) {
  VDECONN *connection = vde_open(locator, "bench", NULL);
  if (connection == NULL) {
    perror(locator);
    exit(1);
  }
  return connection;
}

static void set_address(uint8_t *at, uint8_t owner, unsigned number) {
  const uint8_t address[6] = {2, owner, 0, 0, (uint8_t)(number >> 8), (uint8_t)number};
  memcpy(at, address, sizeof address);
}

static void make_frame(uint8_t *frame, uint8_t owner, unsigned number) {
  memset(frame, 0, MAX_BYTES);
  memset(frame, 0xff, 6);
  set_address(frame + 6, owner, number);
  memcpy(frame + 12, EXPERIMENT, sizeof EXPERIMENT);
}

/* Sends one frame, waiting for room as long as it takes. */
static void send_frame(VDECONN *connection, const uint8_t *frame, size_t bytes) {
  while (vde_send(connection, frame, bytes, 0) < 0) {
    if (errno != EAGAIN && errno != ENOBUFS && errno != EINTR) {
      perror("vde_send");
      exit(1);
    }
    struct pollfd writable = {.fd = vde_datafd(connection), .events = POLLOUT};
    poll(&writable, 1, 100);
  }
}

static void announce(VDECONN *connection, uint8_t owner, unsigned first, unsigned count) {
  uint8_t frame[MAX_BYTES];
  for (unsigned number = first; number < first + count; number++) {
    make_frame(frame, owner, number);
    send_frame(connection, frame, MIN_BYTES);
  }
}

static void say_ready(void) {
  puts("ready");
  fflush(stdout);
}

/* Whether the frame is one of the sender's, and not an announcement. */
static int is_flood(const uint8_t *frame, ssize_t bytes) {
  return bytes >= MIN_BYTES && frame[7] == SENDER && (frame[0] & 1) == 0;
}

static void receive(char *locator, unsigned addresses, int quiet_ms) {
  uint8_t frame[MAX_BYTES];
  VDECONN *connection = join(locator);
  announce(connection, RECEIVER, 0, addresses);
  never_block(connection);
  say_ready();
  struct pollfd readable = {.fd = vde_datafd(connection), .events = POLLIN};
  unsigned long received = 0;
  double first = 0, last = 0;
  for (;;) {
    const ssize_t bytes = vde_recv(connection, frame, sizeof frame, 0);
    if (bytes > 0) {
      if (is_flood(frame, bytes) && received++ == 0) first = now_seconds();
      continue;
    }
    if (received > 0) last = now_seconds();
    if (poll(&readable, 1, received > 0 ? quiet_ms : -1) == 0) break;
  }
  printf("{\"received\": %lu, \"seconds\": %.6f}\n", received, last - first);
}

static void send_flood(char *locator, unsigned addresses, size_t bytes, double seconds) {
  uint8_t frame[MAX_BYTES];
  char line[16];
  VDECONN *connection = join(locator);
  announce(connection, SENDER, 0, 1);
  say_ready();
  if (fgets(line, sizeof line, stdin) == NULL) exit(1);
  make_frame(frame, SENDER, 0);
  unsigned long sent = 0;
  const double begin = now_seconds();
  double end = begin;
  do {
    for (unsigned burst = 0; burst < 64; burst++, sent++) {
      set_address(frame, RECEIVER, (unsigned)(sent % addresses));
      send_frame(connection, frame, bytes);
    }
    end = now_seconds();
  } while (end - begin < seconds);
  printf("{\"sent\": %lu, \"seconds\": %.6f}\n", sent, end - begin);
}

static void hold(char *locator, unsigned clients) {
  static VDECONN *connections[MAX_CLIENTS];
  static struct pollfd readable[MAX_CLIENTS];
  uint8_t frame[MAX_BYTES];
  for (unsigned index = 0; index < clients; index++) {
    connections[index] = join(locator);
    announce(connections[index], HOLDER, index, 1);
    never_block(connections[index]);
    readable[index] = (struct pollfd){.fd = vde_datafd(connections[index]), .events = POLLIN};
  }
  say_ready();
  while (poll(readable, clients, -1) > 0) {
    for (unsigned index = 0; index < clients; index++) {
      if (readable[index].revents == 0) continue;
      if (vde_recv(connections[index], frame, sizeof frame, 0) == 0) return;
    }
  }
}

int main(int count, char **words) {
  if (count == 5 && strcmp(words[1], "receive") == 0) {
    receive(words[2], (unsigned)atoi(words[3]), atoi(words[4]));
  } else if (count == 6 && strcmp(words[1], "send") == 0) {
    send_flood(words[2], (unsigned)atoi(words[3]), (size_t)atoi(words[4]), atof(words[5]));
  } else if (count == 4 && strcmp(words[1], "hold") == 0 && atoi(words[3]) <= MAX_CLIENTS) {
    hold(words[2], (unsigned)atoi(words[3]));
  } else {
    fputs("usage: flood-client receive|send|hold LOCATOR ...\n", stderr);
    return 2;
  }
  return 0;
}
