package dev.insula.site.modules;

import java.util.Optional;

/**
 * What an application object is made by.
 *
 * @param name the binary name of its class
 * @param factory the static method of that class which returns it; empty: the constructor
 */
public record ApplicationClass(String name, Optional<String> factory) {}
