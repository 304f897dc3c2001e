package dev.insula.host.hop;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One site's daemon as the hop sees it.
 *
 * @param site the site's name, for messages
 * @param address where the daemon listens
 * @param peerUser the only user whose process may listen at a Unix socket, checked for each
 *     connection; empty to check nothing. A name, or a uid in digits where no name belongs to it
 * @param rawAnswers whether answers to plain HTTP/1.1 clients may bypass Undertow's response
 *     wrappers, which saves a sixth of the cost; false when the front adds wrappers or commit
 *     listeners to this site's exchanges
 */
public record HopTarget(
    String site,
    HopAddress address,
    Optional<String> peerUser,
    HopLimits limits,
    HopTimes times,
    Buffering buffering,
    boolean rawAnswers) {

  /** A target with every default: nobody checked, nothing buffered, raw answers. */
  public static HopTarget of(String site, Path socket) {
    return of(site, new HopAddress.UnixSocket(socket));
  }

  /** The same for any address. */
  public static HopTarget of(String site, HopAddress address) {
    return new HopTarget(
        site,
        address,
        Optional.empty(),
        HopLimits.DEFAULTS,
        HopTimes.DEFAULTS,
        Buffering.none(),
        true);
  }

  public HopTarget withPeerUser(String user) {
    return new HopTarget(site, address, Optional.of(user), limits, times, buffering, rawAnswers);
  }

  public HopTarget withLimits(HopLimits newLimits) {
    return new HopTarget(site, address, peerUser, newLimits, times, buffering, rawAnswers);
  }

  public HopTarget withTimes(HopTimes newTimes) {
    return new HopTarget(site, address, peerUser, limits, newTimes, buffering, rawAnswers);
  }

  public HopTarget withBuffering(Buffering newBuffering) {
    return new HopTarget(site, address, peerUser, limits, times, newBuffering, rawAnswers);
  }

  public HopTarget withRawAnswers(boolean allowed) {
    return new HopTarget(site, address, peerUser, limits, times, buffering, allowed);
  }
}
