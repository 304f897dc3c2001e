import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The site that is served while the JVM writes down what it needs at a start. */
public final class Hello implements HttpHandler {
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }
}
