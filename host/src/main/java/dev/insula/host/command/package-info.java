/** The command line; the only package that knows picocli. */
@NullMarked
package dev.insula.host.command;

import org.jspecify.annotations.NullMarked;
