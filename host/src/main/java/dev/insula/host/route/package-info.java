/** From a host name to a site: immutable tables, looked up without a lock. */
@NullMarked
package dev.insula.host.route;

import org.jspecify.annotations.NullMarked;
