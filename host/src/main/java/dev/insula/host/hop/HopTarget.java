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
 * @param toldUser whether the site is told who has signed in, where its own users' process was
 *     asked before ({@link Question}); only for a process of that same site's
 */
public record HopTarget(
    String site,
    HopAddress address,
    Optional<String> peerUser,
    HopLimits limits,
    HopTimes times,
    Buffering buffering,
    boolean rawAnswers,
    boolean toldUser) {

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
        true,
        false);
  }

  public HopTarget withPeerUser(String user) {
    return with(Optional.of(user), limits, times, buffering, rawAnswers, toldUser);
  }

  public HopTarget withLimits(HopLimits newLimits) {
    return with(peerUser, newLimits, times, buffering, rawAnswers, toldUser);
  }

  public HopTarget withTimes(HopTimes newTimes) {
    return with(peerUser, limits, newTimes, buffering, rawAnswers, toldUser);
  }

  public HopTarget withBuffering(Buffering newBuffering) {
    return with(peerUser, limits, times, newBuffering, rawAnswers, toldUser);
  }

  public HopTarget withRawAnswers(boolean allowed) {
    return with(peerUser, limits, times, buffering, allowed, toldUser);
  }

  public HopTarget withToldUser(boolean told) {
    return with(peerUser, limits, times, buffering, rawAnswers, told);
  }

  private HopTarget with(
      Optional<String> newPeer,
      HopLimits newLimits,
      HopTimes newTimes,
      Buffering newBuffering,
      boolean raw,
      boolean told) {
    return new HopTarget(site, address, newPeer, newLimits, newTimes, newBuffering, raw, told);
  }
}
