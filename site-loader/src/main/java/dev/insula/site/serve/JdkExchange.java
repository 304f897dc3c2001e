package dev.insula.site.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import dev.insula.site.auth.SignedIn;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as the JDK's own server makes them, over one of Undertow's. As there: attributes are
 * the context's; a second head, a body before the head and a body of another length than declared
 * are errors; closing an unfinished exchange cuts the connection.
 */
final class JdkExchange extends HttpExchange {
  private final HttpServerExchange exchange;
  private final URI target;
  private final SiteHttpContext context;
  private final Headers requestHeaders;
  private final Headers responseHeaders = new Headers();
  private final ResponseBody body;
  private InputStream requestStream;
  private OutputStream responseStream;
  private int responseCode = -1;
  private volatile boolean closed;
  private @Nullable HttpPrincipal principal;

  JdkExchange(HttpServerExchange exchange, URI target, SiteHttpContext context, StreamCut cut) {
    this.exchange = exchange;
    this.target = target;
    this.context = context;
    this.requestHeaders = HeaderCopy.ofRequest(exchange);
    this.body = new ResponseBody(exchange, cut);
    this.requestStream = new RequestBody(exchange);
    this.responseStream = body;
    SignedIn user = exchange.getAttachment(GuardedHandler.USER);
    this.principal = user == null ? null : new HttpPrincipal(user.user(), user.realm());
  }

  @Override
  public Headers getRequestHeaders() {
    return requestHeaders;
  }

  @Override
  public Headers getResponseHeaders() {
    return responseHeaders;
  }

  @Override
  public URI getRequestURI() {
    return target;
  }

  @Override
  public String getRequestMethod() {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public HttpContext getHttpContext() {
    return context;
  }

  @Override
  public InputStream getRequestBody() {
    return requestStream;
  }

  @Override
  public OutputStream getResponseBody() {
    return responseStream;
  }

  @Override
  public void sendResponseHeaders(int status, long length) throws IOException {
    if (responseCode != -1) {
      throw new IOException("headers already sent");
    }
    ResponseHead head = ResponseHead.of(status, length, getRequestMethod());
    responseCode = status;
    exchange.setStatusCode(status);
    head.apply(responseHeaders, exchange);
    body.begin(head.openEnded() ? ResponseBody.OPEN_ENDED : head.length());
    if (head.isAll()) {
      closed = true;
      body.close();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (responseCode == -1) {
      body.abort();
      return;
    }
    try {
      requestStream.close();
      responseStream.close();
    } catch (IOException e) {
      body.abort();
    }
  }

  /** Answers with this status if nothing of an answer has left, else cuts the connection. */
  void fail(int status) {
    closed = true;
    if (exchange.isResponseComplete()) {
      return;
    }
    if (body.isOnItsWay() || exchange.isResponseStarted()) {
      body.abort();
      return;
    }
    body.discard();
    exchange.getResponseHeaders().clear();
    exchange.setStatusCode(status).endExchange();
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return exchange.getSourceAddress();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return exchange.getDestinationAddress();
  }

  @Override
  public int getResponseCode() {
    return responseCode;
  }

  @Override
  public String getProtocol() {
    return exchange.getProtocol().toString();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return context.getAttributes().get(Objects.requireNonNull(name, "name"));
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    Objects.requireNonNull(name, "name");
    if (value == null) {
      context.getAttributes().remove(name);
    } else {
      context.getAttributes().put(name, value);
    }
  }

  @Override
  public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    if (in != null) {
      requestStream = in;
    }
    if (out != null) {
      responseStream = out;
    }
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return principal;
  }

  void authenticated(HttpPrincipal user) {
    principal = user;
  }
}
