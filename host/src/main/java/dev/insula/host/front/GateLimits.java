package dev.insula.host.front;

import java.time.Duration;

/**
 * What one client may ask of the host. All sizes in bytes; every limit is always on.
 *
 * @param head request line and fields together
 * @param requestLine the request target
 * @param field one field, name and value
 * @param fields number of fields
 * @param body the largest body any site accepts
 * @param headTime from the first byte of a head to its last
 * @param handshakeTime from the connection's opening to the end of the TLS handshake
 * @param idle between two requests on one connection
 * @param stall without any progress while the client owes body bytes or takes no answer bytes
 * @param bodyRate bytes per second a body must arrive with, after a grace of ten seconds
 * @param connections open at once
 * @param connectionsPerSource open at once from one IPv4 address or one IPv6 /64 network
 * @param requestsPerConnection requests on one HTTP/1.1 connection
 * @param streamsPerConnection requests on one HTTP/2 connection
 * @param streams requests in flight on one HTTP/2 connection
 * @param resets streams a client may reset within ten seconds
 * @param controlFrames frames without content a client may send at once; a quarter is regained
 *     every second
 */
public record GateLimits(
    int head,
    int requestLine,
    int field,
    int fields,
    long body,
    Duration headTime,
    Duration handshakeTime,
    Duration idle,
    Duration stall,
    int bodyRate,
    int connections,
    int connectionsPerSource,
    int requestsPerConnection,
    int streamsPerConnection,
    int streams,
    int resets,
    int controlFrames) {

  /** What holds where the manifest says nothing. */
  public static final GateLimits DEFAULT =
      new GateLimits(
          32 * 1024,
          8 * 1024,
          16 * 1024,
          100,
          16L * 1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          240,
          10_000,
          256,
          10_000,
          10_000,
          100,
          100,
          150);

  public GateLimits {
    atLeastOne("head", head);
    atLeastOne("requestLine", requestLine);
    atLeastOne("field", field);
    atLeastOne("fields", fields);
    atLeastOne("body", body);
    atLeastOne("headTime", headTime.toMillis());
    atLeastOne("handshakeTime", handshakeTime.toMillis());
    atLeastOne("idle", idle.toMillis());
    atLeastOne("stall", stall.toMillis());
    atLeastOne("bodyRate", bodyRate);
    atLeastOne("connections", connections);
    atLeastOne("connectionsPerSource", connectionsPerSource);
    atLeastOne("requestsPerConnection", requestsPerConnection);
    atLeastOne("streamsPerConnection", streamsPerConnection);
    atLeastOne("streams", streams);
    atLeastOne("resets", resets);
    atLeastOne("controlFrames", controlFrames);
  }

  private static void atLeastOne(String limit, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "The limit " + limit + " is " + value + "; the least is 1.");
    }
  }
}
