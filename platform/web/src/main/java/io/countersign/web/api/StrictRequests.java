package io.countersign.web.api;

import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ValidationFailed.Invalid;
import io.countersign.web.problem.ValidationFailed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses, before anything acts, a request of the native API that says what nobody would read: a parameter that the operation does not
 * declare, one given twice that is meant once, text that is not plain, an {@code Accept} that is none.
 */
final class StrictRequests implements HandlerInterceptor {
    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
    private final Map<Object, Map<String, Boolean>> declared = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        requireAccept(request);
        refuseForm(request);
        var sent = parameters(request);
        if (handler instanceof HandlerMethod method && !sent.isEmpty()) {
            var known = declared.computeIfAbsent(method.getMethod(), _ -> declared(method));
            var faults = faults(sent, known);
            if (!faults.isEmpty()) {
                throw new ValidationFailed(faults);
            }
        }
        return true;
    }

    /** A form's fields would be taken for parameters of the query. */
    private static void refuseForm(HttpServletRequest request) {
        var type = request.getContentType();
        if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            throw new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Send application/json.");
        }
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException undecodable) {
            throw new Problem(HttpStatus.BAD_REQUEST, "bad_request", "The query is not percent-encoded UTF-8.");
        }
    }

    private static List<Invalid> faults(Map<String, String[]> sent, Map<String, Boolean> known) {
        var faults = new ArrayList<Invalid>();
        sent.forEach((name, values) -> {
            if (!known.containsKey(name)) {
                faults.add(new Invalid(name, "is not a known parameter"));
            } else if (values.length > 1 && !Boolean.TRUE.equals(known.get(name))) {
                faults.add(new Invalid(name, "must be given once"));
            } else if (!Arrays.stream(values).allMatch(PlainText::is)) {
                faults.add(new Invalid(name, "is not plain text"));
            }
        });
        return faults;
    }

    /** Name of each parameter, and whether it may be given several times. */
    private static Map<String, Boolean> declared(HandlerMethod method) {
        var names = new HashMap<String, Boolean>();
        for (var parameter : method.getMethodParameters()) {
            if (parameter.getParameterType() == PageRequest.class) {
                names.put("limit", false);
                names.put("cursor", false);
            } else if (parameter.hasParameterAnnotation(ModelAttribute.class)) {
                Stream.of(parameter.getParameterType().getRecordComponents())
                        .forEach(component -> names.put(component.getName(), several(component.getType())));
            } else if (parameter.hasParameterAnnotation(RequestParam.class) || (parameter.getParameterAnnotations().length == 0
                    && BeanUtils.isSimpleProperty(parameter.getParameterType()))) {
                names.put(name(parameter), several(parameter.getParameterType()));
            }
        }
        return names;
    }

    private static String name(MethodParameter parameter) {
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        parameter.initParameterNameDiscovery(NAMES);
        return annotation == null || annotation.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : annotation.name();
    }

    private static boolean several(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type);
    }

    /** Judged before the operation acts: afterwards there would be no way to say what became of it. */
    private static void requireAccept(HttpServletRequest request) {
        try {
            MimeTypeUtils.sortBySpecificity(MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))));
        } catch (InvalidMediaTypeException | InvalidMimeTypeException none) {
            throw new Problem(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "Accept is no list of media types.");
        }
    }
}
