package dev.insula.config;

/** An effective value as {@code insula explain} shows it; of a secret it holds the file's name. */
public record Setting(String value, Origin origin) {}
