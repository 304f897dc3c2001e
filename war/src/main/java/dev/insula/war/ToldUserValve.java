package dev.insula.war;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells the application who has signed in to another process of its site: the front has asked that
 * one, and a field that no client can send names the user. Without it nobody has signed in.
 */
final class ToldUserValve extends ValveBase {
  /** Names the user, percent-encoded: in a request, and in the answer to the front's question. */
  static final String FIELD = "X-Insula-Remote-User";

  ToldUserValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String told = request.getHeader(FIELD);
    if (told != null) {
      request.getCoyoteRequest().getMimeHeaders().removeHeader(FIELD);
      UserOfSite.enter(request, decoded(told), List.of());
    }
    getNext().invoke(request, response);
  }

  /** A form's plus sign is a space; here it would be itself. */
  private static String decoded(String told) {
    return URLDecoder.decode(told.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
