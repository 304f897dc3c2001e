package com.example.who;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Answers with what this site sees of the "process" it runs in. It is an ordinary handler of the
 * JDK's own HTTP server API and knows nothing of Insula; both Java twins run this one class.
 */
public final class Who implements HttpHandler {
  /** Read once, in a static initialiser, as careless code does: still this site's own value. */
  private static final String SETTINGS = System.getProperty("settings.module", "none");

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String answer = path.equals("/who") ? who(path) : welcome();
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String who(String path) {
    return "settings=%s loader=%d pid=%d zone=%s locale=%s script= path=%s%n"
        .formatted(
            SETTINGS,
            System.identityHashCode(Who.class.getClassLoader()),
            ProcessHandle.current().pid(),
            TimeZone.getDefault().getID(),
            Locale.getDefault(),
            path);
  }

  private static String welcome() {
    return "%s%nAsk /who for what this site sees.%n".formatted(System.getenv("GREETING"));
  }
}
