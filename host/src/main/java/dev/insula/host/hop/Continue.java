package dev.insula.host.hop;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;

/** Sends a client the 100 (Continue) that it waits for. */
final class Continue {
  private Continue() {}

  static void send(HttpServerExchange exchange, Lane lane, Relay relay, Runnable then) {
    HttpContinue.sendContinueResponse(
        exchange,
        new IoCallback() {
          @Override
          public void onComplete(HttpServerExchange done, Sender sender) {
            onThread(lane, then);
          }

          @Override
          public void onException(HttpServerExchange broken, Sender sender, IOException e) {
            onThread(
                lane,
                () ->
                    relay.fail(
                        new HopFailure.ClientGone("writing to it failed: " + e.getMessage())));
          }
        });
  }

  /** Undertow calls back on a worker thread when the client did not take the line at once. */
  private static void onThread(Lane lane, Runnable then) {
    if (Thread.currentThread() == lane.thread()) {
      then.run();
    } else {
      lane.thread().execute(then);
    }
  }
}
