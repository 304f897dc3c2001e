package dev.insula.site.serve;

import dev.insula.site.auth.Authoriser;
import dev.insula.site.auth.Guard;
import dev.insula.site.auth.SignedIn;
import dev.insula.site.auth.Verdict;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * An application behind its site's rules. What no rule is about passes at once, and so does who has
 * signed in a moment ago; for the rest the site's code is asked on a thread of the site, and the
 * exchange goes on from there on its I/O thread.
 */
public final class GuardedHandler implements HttpHandler {
  /** Who has signed in, where a rule is about the request. */
  public static final AttachmentKey<SignedIn> USER = AttachmentKey.create(SignedIn.class);

  private final HttpHandler application;
  private final Authoriser authoriser;
  private final SiteContext site;

  /** Guards the application. */
  public GuardedHandler(HttpHandler application, Authoriser authoriser, SiteContext site) {
    this.application = application;
    this.authoriser = authoriser;
    this.site = site;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Asked asked = exchange.removeAttachment(Asked.KEY);
    Guard guard = authoriser.guard(exchange.getRequestURI(), exchange.getRequestPath());
    if (guard == null) {
      (asked == null ? application : asked.unknown()).handleRequest(exchange);
      return;
    }
    HttpHandler next = asked == null ? this::passed : asked.allowed();
    SignedIn known = authoriser.remembered(guard, authorization(exchange), address(exchange));
    if (known != null) {
      exchange.putAttachment(USER, known);
      next.handleRequest(exchange);
    } else {
      exchange.dispatch(site.threads(), (HttpHandler) it -> decide(it, guard, next));
    }
  }

  private void decide(HttpServerExchange exchange, Guard guard, HttpHandler next) {
    Verdict verdict;
    try {
      verdict = authoriser.verdict(guard, authorization(exchange), address(exchange));
      // any throwable: the site's code must not end a thread of the pool
    } catch (Throwable thrown) {
      FailedRequest.tell(exchange, thrown, site);
      exchange.setStatusCode(FailedRequest.status(thrown)).endExchange();
      return;
    }
    if (verdict.user().isPresent()) {
      exchange.putAttachment(USER, verdict.user().get());
      exchange.dispatch(exchange.getIoThread(), next);
    } else {
      exchange.dispatch(exchange.getIoThread(), (HttpHandler) it -> refuse(it, verdict));
    }
  }

  private static @Nullable String authorization(HttpServerExchange exchange) {
    return exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
  }

  private static String address(HttpServerExchange exchange) {
    InetSocketAddress source = exchange.getSourceAddress();
    InetAddress address = source == null ? null : source.getAddress();
    return address == null ? "" : address.getHostAddress();
  }

  private static void refuse(HttpServerExchange exchange, Verdict verdict) {
    exchange.setStatusCode(verdict.status());
    verdict
        .field()
        .ifPresent(it -> exchange.getResponseHeaders().put(new HttpString(it.name()), it.value()));
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
    exchange.getResponseSender().send(verdict.text());
  }

  /** The application has no use for the password. */
  private void passed(HttpServerExchange exchange) throws Exception {
    exchange.getRequestHeaders().remove(Headers.AUTHORIZATION);
    SignedIn user = exchange.getAttachment(USER);
    if (user != null) {
      SignedInAccount.enter(exchange, user);
    }
    application.handleRequest(exchange);
  }
}
