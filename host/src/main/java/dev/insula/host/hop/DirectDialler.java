package dev.insula.host.hop;

import java.io.IOException;
import org.xnio.nio.UdsLink;

/** Makes a connection for each way. */
record DirectDialler(HopContext hop, Lane lane) implements Dialler {
  @Override
  public void dial(Dialled to) {
    connect(
        new UdsLink.Opened() {
          @Override
          public void linked(UdsLink link) {
            to.opened(link);
          }

          @Override
          public void failed(IOException reason) {
            to.failed(reason);
          }
        });
  }

  void connect(UdsLink.Opened to) {
    hop.target().address().link(lane.thread(), hop.target().times().connect(), hop.admit(), to);
  }
}
