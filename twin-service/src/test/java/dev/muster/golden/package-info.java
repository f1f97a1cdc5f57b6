/** Golden files: bytes as an earlier build stored or sent them. */
@NullMarked
package dev.muster.golden;

import org.jspecify.annotations.NullMarked;
