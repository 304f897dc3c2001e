/** Black-box tests: the packaged host, spoken to as a client and an operator would. */
@NullMarked
package dev.insula.tests;

import org.jspecify.annotations.NullMarked;
