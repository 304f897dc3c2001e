package dev.insula.host.hop;

import io.undertow.server.HttpHandler;
import java.util.Optional;

/**
 * What the hop calls back.
 *
 * @param errorPage makes the answer when the site made none
 * @param whenUnreachable takes the exchange when no daemon is there; it may hold it and hand it to
 *     this or another hop later. Without one the error page answers
 * @param observer hears of each finished request
 */
public record HopCallbacks(
    ErrorPage errorPage, Optional<HttpHandler> whenUnreachable, HopObserver observer) {

  /** A plain page and nobody to ask or tell. */
  public static HopCallbacks plain() {
    return new HopCallbacks(ErrorPage.plain(), Optional.empty(), HopObserver.none());
  }

  public HopCallbacks withErrorPage(ErrorPage page) {
    return new HopCallbacks(page, whenUnreachable, observer);
  }

  public HopCallbacks withWhenUnreachable(HttpHandler handler) {
    return new HopCallbacks(errorPage, Optional.of(handler), observer);
  }

  public HopCallbacks withObserver(HopObserver newObserver) {
    return new HopCallbacks(errorPage, whenUnreachable, newObserver);
  }
}
