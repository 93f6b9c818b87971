package io.countersign.testkit.harness.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/** The headers that stand behind every controller: versions, receipts, repeats. */
class CommandHeaders implements OperationCustomizer {
    private static final String RECEIPT = "Countersign-Receipt";
    private static final String RECEIPT_TYPE = SentCommands.COMMAND_PACKAGE + "Receipt";
    private final SentCommands commands = new SentCommands();

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var reads = Stream.of(method.getMethodParameters()).anyMatch(CommandHeaders::isReceipt);
        var changes = !method.hasMethodAnnotation(GetMapping.class);
        if (reads) {
            operation.addParametersItem(header(RECEIPT, "Receipt of a change; the answer waits until it shows what was changed"));
        }
        if (changes && commands.sends(method.getMethod())) {
            operation.addParametersItem(header("If-Match", "ETag of the resource; the change is refused (412) when there is a newer one"));
        }
        if (method.hasMethodAnnotation(PostMapping.class)) {
            operation.addParametersItem(header("Idempotency-Key",
                    "1 to 255 visible ASCII characters; a repeat with the same key acts once and is answered alike"));
        }
        if (method.getMethod().getReturnType() == ResponseEntity.class) {
            var accepts = changes && commands.answersWithReceipt(method.getMethod());
            succeeded(operation).forEach(answer -> describe(answer, accepts, reads));
        }
        return operation;
    }

    private static List<ApiResponse> succeeded(Operation operation) {
        return operation.getResponses().entrySet().stream().filter(answer -> answer.getKey().startsWith("2"))
                .map(Map.Entry::getValue).toList();
    }

    private static void describe(ApiResponse answer, boolean accepted, boolean read) {
        if (accepted || read) {
            answer.addHeaderObject("ETag", header("Version of the resource, for If-Match"));
        }
        if (accepted) {
            answer.addHeaderObject(RECEIPT, header("Sent with a read, makes it wait until it shows this change"));
        }
    }

    private static boolean isReceipt(MethodParameter parameter) {
        return parameter.getParameterType() == Optional.class
                && RECEIPT_TYPE.equals(ResolvableType.forMethodParameter(parameter).getGeneric().toClass().getName());
    }

    private static HeaderParameter header(String name, String description) {
        var header = new HeaderParameter();
        header.name(name).description(description).required(false).schema(new StringSchema());
        return header;
    }

    private static Header header(String description) {
        return new Header().description(description).schema(new StringSchema());
    }
}
