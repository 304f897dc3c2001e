package dev.insula.config;

import java.nio.file.Path;

/** A site's certificate chain and private key, both PEM files. */
public record Tls(Path certificate, Path key) {}
