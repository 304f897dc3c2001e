package bench;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** 1 KiB from memory that begins with the site's name; the process in a field. */
public final class Hello implements HttpHandler {
  private static final HttpString PROCESS = new HttpString("X-Process");
  private final String process = Long.toString(ProcessHandle.current().pid());
  private final ByteBuffer body;

  /** The site is told by its own property `settings.module`. */
  public Hello() {
    this(System.getProperty("settings.module"));
  }

  public Hello(String site) {
    byte[] text = (site + " " + "x".repeat(1024)).substring(0, 1024).getBytes(StandardCharsets.US_ASCII);
    body = ByteBuffer.allocateDirect(text.length).put(text).flip();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(PROCESS, process).put(Headers.CONTENT_TYPE, "text/plain");
    exchange.getResponseSender().send(body.duplicate());
  }
}
