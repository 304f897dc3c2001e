package dev.insula.site.state;

/**
 * How a site ended itself.
 *
 * @param status what the code gave to {@code System.exit} or {@code Runtime.halt}
 * @param halted whether it was {@code halt}, after which no shutdown hook runs
 */
public record Exit(int status, boolean halted) {}
