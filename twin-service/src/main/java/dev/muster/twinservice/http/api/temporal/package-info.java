/** The model read at any moment, in both times: what is, what was, and what was believed. */
@NullMarked
package dev.muster.twinservice.http.api.temporal;

import org.jspecify.annotations.NullMarked;
