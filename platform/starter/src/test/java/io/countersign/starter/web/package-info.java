@NullMarked
package io.countersign.starter.web;

import org.jspecify.annotations.NullMarked;
