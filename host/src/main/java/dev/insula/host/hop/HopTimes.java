package dev.insula.host.hop;

import java.time.Duration;

/**
 * How long the hop waits. All are checked by a tick of 250 ms, so each may last half a second
 * longer than said, never shorter.
 *
 * @param connect for a place in the daemon's backlog
 * @param queue for a connection while all are in use
 * @param answer from the end of the request to the end of the answer's head
 * @param idle between two transfers from or to the daemon
 * @param client between two transfers from or to the client
 * @param keepAlive how long an unused connection is kept
 * @param tunnel between two transfers of an upgraded connection
 */
public record HopTimes(
    Duration connect,
    Duration queue,
    Duration answer,
    Duration idle,
    Duration client,
    Duration keepAlive,
    Duration tunnel) {
  public static final HopTimes DEFAULTS =
      new HopTimes(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(300));

  public HopTimes {
    positive("connect", connect);
    positive("queue", queue);
    positive("answer", answer);
    positive("idle", idle);
    positive("client", client);
    positive("keepAlive", keepAlive);
    positive("tunnel", tunnel);
  }

  public HopTimes withConnect(Duration time) {
    return new HopTimes(time, queue, answer, idle, client, keepAlive, tunnel);
  }

  public HopTimes withQueue(Duration time) {
    return new HopTimes(connect, time, answer, idle, client, keepAlive, tunnel);
  }

  public HopTimes withAnswer(Duration time) {
    return new HopTimes(connect, queue, time, idle, client, keepAlive, tunnel);
  }

  public HopTimes withIdle(Duration time) {
    return new HopTimes(connect, queue, answer, time, client, keepAlive, tunnel);
  }

  public HopTimes withClient(Duration time) {
    return new HopTimes(connect, queue, answer, idle, time, keepAlive, tunnel);
  }

  public HopTimes withKeepAlive(Duration time) {
    return new HopTimes(connect, queue, answer, idle, client, time, tunnel);
  }

  public HopTimes withTunnel(Duration time) {
    return new HopTimes(connect, queue, answer, idle, client, keepAlive, time);
  }

  private static void positive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " is not a positive time: " + time);
    }
  }
}
