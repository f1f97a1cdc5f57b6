/** The service as a process of its own: started, watched, killed from outside. */
@NullMarked
package dev.muster.loadtest.service;

import org.jspecify.annotations.NullMarked;
