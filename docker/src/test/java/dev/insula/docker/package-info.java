/** Tests of the container image, from outside: whoever runs them has built it with docker/build. */
@NullMarked
package dev.insula.docker;

import org.jspecify.annotations.NullMarked;
