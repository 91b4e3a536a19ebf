using System.Net;
using System.Text;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Http;
using CsCheck;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Any response gives one answer of its status's class, without an exception, control characters or secrets.</summary>
[Collection(nameof(OneAtATime))]
public class AnyAnswerTests
{
    private static readonly string[] Codes = ["ThrottlingException", "ExpiredTokenException", "AccessDeniedException", "InvalidSignatureException", "RequestTimeout",
        "ResourceNotFoundException", "Evil\u001b]0;x\u0007", "a#b:c", new string('A', 5000), "", "\u202e"];

    private static readonly Gen<string> Text = Gen.OneOf(Gen.String, Gen.Const("\u001b[2J\u009b1m\u202eTOKEN-OF-THE-RUN\r\nX: y"), Gen.Const("SECRET-OF-THE-RUN"), Gen.Const(new string('x', 4000)));

    private static readonly Gen<string> Value = Gen.OneOf(Any(Codes).Select(Quoted), Text.Select(Quoted), Any("{}", "[]", "[[[", "null", "1e999", "{\"a\":{}}", "true", "\"\\ud800\""));

    private static readonly Gen<string> Body = Gen.OneOf(
        Gen.Select(Value, Value, Value, (type, code, message) => $"{{\"__type\":{type},\"code\":{code},\"Message\":{message},\"message\":{message}}}"),
        Any("", "<html>", "[1,2]", "null", "{", "\0\0", "{\"Message\":\"", "\ufeff{}"), Text);

    private static readonly Gen<(string, string)[]> Headers = Gen.Select(
        Any("x-amzn-ErrorType", "x-amzn-RequestId", "Content-Type", "x-amz-crc32", "Date", "Content-Encoding", "Retry-After", "Location", BoundedAnswer.TornHeader),
        Gen.OneOf(Any(Codes), Any("r-1", "application/json", "gzip", "1", "999999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT", "TOKEN-OF-THE-RUN"))).Array[0, 5];

    [Fact]
    public async Task Any_answer_has_the_class_of_its_status() => await Gen.Select(Gen.Int[200, 599], Body, Headers).SampleAsync(async answer =>
    {
        var (status, body, headers) = answer;
        using var transport = new HttpTransport(TimeProvider.System, network: new Answering(status, body, headers));
        using var service = Calls.To(new Uri("https://any.invalid"), Calls.Session(
            Calls.Origin(new("KEY-OF-THE-RUN", "SECRET-OF-THE-RUN", "TOKEN-OF-THE-RUN")), () => Calls.Origin(new("KEY-OF-THE-RUN", "SECRET-OF-THE-RUN", "TOKEN-OF-THE-RUN"))), transport);
        ForeignText.Hide("KEY-OF-THE-RUN", "SECRET-OF-THE-RUN", "TOKEN-OF-THE-RUN");

        var result = await service.SetAsync();

        AnswerKind[] permitted = status switch
        {
            429 => [AnswerKind.Throttled],
            408 or >= 500 => [AnswerKind.Transient],
            >= 400 => [AnswerKind.Rejected, AnswerKind.Throttled, AnswerKind.Transient, AnswerKind.Fatal, AnswerKind.RetryOnce], // by the code
            200 when body.Length == 0 => [AnswerKind.Accepted, AnswerKind.Transient],
            _ => [AnswerKind.Transient],
        };
        Assert.Contains(result.Kind, permitted);
        foreach (var text in (string?[])[result.Problem?.ErrorId, result.Problem?.Message, result.Problem?.RecommendedAction, result.RequestId])
        {
            Assert.DoesNotContain(text ?? "", c => char.IsControl(c) || c is '\u202e');
            Assert.DoesNotContain("OF-THE-RUN", text ?? "", StringComparison.Ordinal);
            Assert.True((text ?? "").Length < 3_000);
        }

        Assert.Matches("^[A-Za-z0-9._-]{0,128}$", result.Problem?.ErrorId ?? "");
        Assert.Matches("^[A-Za-z0-9._+/=-]{0,128}$", result.RequestId ?? "");
    }, iter: 500, threads: 1);

    private static Gen<string> Any(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Quoted(string text) => $"\"{string.Concat(text.Select(c => c is '"' or '\\' or < ' ' ? $"\\u{(int)c:x4}" : c.ToString()))}\"";

    private sealed class Answering(int status, string body, (string Name, string Value)[] headers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = request, Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            foreach (var (name, value) in headers)
            {
                _ = answer.Headers.TryAddWithoutValidation(name, value) || answer.Content.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(answer);
        }
    }
}
