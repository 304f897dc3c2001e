/** The control API, apart from how it is carried: questions and orders in, answers out. */
@NullMarked
package dev.insula.host.control;

import org.jspecify.annotations.NullMarked;
