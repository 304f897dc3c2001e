package dev.insula.spawner.client;

import java.io.IOException;
import java.io.Serial;

/** The spawner refused a request; the message is its sentence. */
public final class SpawnerException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SpawnerException(String reason) {
    super(reason);
  }
}
