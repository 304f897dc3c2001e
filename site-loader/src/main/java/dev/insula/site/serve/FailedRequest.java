package dev.insula.site.serve;

import dev.insula.site.state.SiteExit;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.StatusCodes;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What happens when the site's code throws: the site's log gets the trace, the client a status. */
final class FailedRequest {
  private FailedRequest() {}

  /** The status for the client. */
  static int status(Throwable thrown) {
    return switch (thrown) {
      case SiteExit exit -> StatusCodes.SERVICE_UNAVAILABLE;
      case RequestTooBigException tooBig -> StatusCodes.REQUEST_ENTITY_TOO_LARGE;
      default -> StatusCodes.INTERNAL_SERVER_ERROR;
    };
  }

  /**
   * Writes the stack trace to the site's log, in one piece. A site that ends itself is no failure.
   */
  static void tell(HttpServerExchange exchange, Throwable thrown, SiteContext site) {
    if (thrown instanceof SiteExit) {
      return;
    }
    StringWriter text = new StringWriter();
    text.append("Request ")
        .append(exchange.getRequestMethod().toString())
        .append(' ')
        .append(exchange.getRequestURI())
        .append(" failed: ");
    try {
      thrown.printStackTrace(new PrintWriter(text));
      // the exception's own methods are the site's code too
    } catch (RuntimeException | StackOverflowError inItsOwnText) {
      text.append(thrown.getClass().getName()).append(System.lineSeparator());
    }
    exchange.putAttachment(FailureTrace.KEY, text.toString());
    site.log().print(text);
    site.log().flush();
  }
}
