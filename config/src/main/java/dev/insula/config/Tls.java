package dev.insula.config;

import java.nio.file.Path;

/** Where a site's certificate and private key come from. */
public sealed interface Tls {
  /** A certificate chain and its private key, both PEM files. */
  record Files(Path certificate, Path key) implements Tls {}

  /** A certificate that the host makes and signs itself, for development. */
  record SelfSigned() implements Tls {}
}
