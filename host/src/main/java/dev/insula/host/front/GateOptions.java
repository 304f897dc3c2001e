package dev.insula.host.front;

import java.util.function.Predicate;

/**
 * How strict the gate is; a reload publishes a new value for the connections that come after it.
 *
 * @param limits what one client may ask
 * @param trustedProxies whose word about the client counts
 * @param encodedSlashHosts hosts, in normal form, whose sites accept encoded slashes in a path
 * @param priorKnowledge whether listeners without TLS also speak HTTP/2 to clients that begin with
 *     its preface
 */
public record GateOptions(
    GateLimits limits,
    TrustedProxies trustedProxies,
    Predicate<String> encodedSlashHosts,
    boolean priorKnowledge) {

  /** The default limits, nobody trusted, nothing relaxed. */
  public static final GateOptions STRICT =
      new GateOptions(GateLimits.DEFAULT, TrustedProxies.NONE, host -> false, false);
}
