/**
 * What faces the clients: listeners, the gate, routing by virtual host, each site's door. With
 * {@code dev.insula.host.hop} the only place that knows Undertow.
 */
@NullMarked
package dev.insula.host.front;

import org.jspecify.annotations.NullMarked;
