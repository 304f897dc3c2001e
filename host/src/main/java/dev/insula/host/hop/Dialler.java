package dev.insula.host.hop;

import dev.insula.link.Duplex;
import java.io.IOException;

/** Opens one daemon's ways on one I/O thread. */
sealed interface Dialler permits DirectDialler, LinkDialler {
  /** Takes the outcome, on the I/O thread; perhaps before {@link Dialler#dial} returns. */
  interface Dialled {
    void opened(Duplex way);

    void failed(IOException reason);
  }

  void dial(Dialled to);

  static Dialler of(HopContext hop, Lane lane) {
    DirectDialler direct = new DirectDialler(hop, lane);
    return hop.target().address() instanceof HopAddress.SharedSocket
        ? new LinkDialler(direct, lane)
        : direct;
  }
}
