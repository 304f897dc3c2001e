package dev.insula.host.front;

/**
 * What the gate found out about a request before it let it in.
 *
 * @param field the Host or :authority value as the client sent it
 * @param host its normal form, which alone decides the route
 * @param client who asks
 */
record Admitted(String field, String host, ClientFacts client) {}
