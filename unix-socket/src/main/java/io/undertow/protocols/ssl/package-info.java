/**
 * TLS over sockets that Undertow did not bind itself; lives in this package because Undertow's
 * accepting TLS channel is package-private.
 */
@NullMarked
package io.undertow.protocols.ssl;

import org.jspecify.annotations.NullMarked;
