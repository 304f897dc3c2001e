/**
 * Serves an application object of a standard handler type on Undertow: {@code
 * com.sun.net.httpserver.HttpHandler} and {@code io.undertow.server.HttpHandler}. Knows nothing of
 * how the object was loaded.
 */
@NullMarked
package dev.insula.site.serve;

import org.jspecify.annotations.NullMarked;
