/**
 * XNIO stream connections over Unix domain sockets; lives in this package because XNIO's selector
 * loop accepts its own package-private handles only.
 */
@NullMarked
package org.xnio.nio;

import org.jspecify.annotations.NullMarked;
