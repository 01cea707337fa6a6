using Nestor.Config.Loading;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>Our own keyword for where metrics are sent.</summary>
public sealed class OtlpKeywordTests
{
    [Fact]
    public void Without_it_metrics_are_sent_nowhere() => Assert.Null(Texts.Load("\"valid-lifetime\": 1").Settings!.Otlp);

    [Theory]
    [InlineData("\"endpoint\": \"http://127.0.0.1:4318\"", "http://127.0.0.1:4318/v1/metrics", false, 60, 10)]
    [InlineData("\"endpoint\": \"http://otel:4318/v1/metrics\", \"interval\": 5", "http://otel:4318/v1/metrics", false, 5, 5)]
    [InlineData("\"endpoint\": \"https://[2001:db8::1]/x\", \"protocol\": \"http/protobuf\", \"interval\": 86400, \"timeout\": 1", "https://[2001:db8::1]/x", false, 86400, 1)]
    [InlineData("\"endpoint\": \"http://otel:4317\", \"protocol\": \"grpc\", \"timeout\": 60, \"comment\": \"x\"", "http://otel:4317/", true, 60, 60)]
    public void A_collector_has_an_address_and_times(string members, string address, bool isGrpc, uint interval, uint timeout)
    {
        var result = Texts.Load($"\"otlp\": {{ {members} }}");
        Assert.Empty(result.Diagnostics.All);
        var otlp = result.Settings!.Otlp!;
        Assert.Equal((address, isGrpc, interval, timeout), (otlp.Endpoint.ToString(), otlp.IsGrpc, otlp.IntervalSeconds, otlp.TimeoutSeconds));
    }

    [Fact]
    public void Headers_have_a_value_or_a_secret()
    {
        var result = ConfigLoader.Load4(
            """{ "Dhcp4": { "otlp": { "endpoint": "http://a", "headers": [ { "name": "a", "value": "b" }, { "name": "c", "secret": "d" }, { "name": "e", "secret-file": "/f" } ] } } }"""u8.ToArray(),
            "test", null, new LoadRules((string file, out string error) =>
            {
                error = "";
                return file == "/f" ? "g\n"u8.ToArray() : null;
            }));
        Assert.Empty(result.Diagnostics.All);
        Assert.Equal([new HttpHeaderSettings("a", "b"), new HttpHeaderSettings("c", "d"), new HttpHeaderSettings("e", "g")], result.Settings!.Otlp!.Headers);
    }

    [Fact]
    public void Files_for_TLS_are_taken_with_https()
    {
        var otlp = Texts.Load("\"otlp\": { \"endpoint\": \"https://a\", \"trust-anchor\": \"t\", \"cert-file\": \"c\", \"key-file\": \"k\" }").Settings!.Otlp!;
        Assert.Equal(("t", "c", "k"), (otlp.TrustAnchor, otlp.CertFile, otlp.KeyFile));
    }

    [Theory]
    [InlineData("{ }", 1, "found no address to send metrics to, wanted \"endpoint\"")]
    [InlineData("{ \"interval\": 5 }", 1, "found no address to send metrics to, wanted \"endpoint\"")]
    [InlineData("{ \"endpoint\": \"otel:4318\" }", 15, "found \"otel:4318\", wanted an address like http://collector:4318/v1/metrics for \"endpoint\"")]
    [InlineData("{ \"endpoint\": \"\" }", 15, "found \"\", wanted an address like")]
    [InlineData("{ \"endpoint\": \"/v1/metrics\" }", 15, "found \"/v1/metrics\", wanted an address like")]
    [InlineData("{ \"endpoint\": \"file:///etc/passwd\" }", 15, "wanted an address like")]
    [InlineData("{ \"endpoint\": \"http://user:word@otel\" }", 15, "wanted an address like")]
    [InlineData("{ \"endpoint\": 4318 }", 15, "found an integer, wanted a string for \"endpoint\"")]
    [InlineData("{ \"endpoint\": \"http://a\", \"interval\": 0 }", 39, "found 0, wanted a number of seconds from 1 to 86400 for \"interval\"")]
    [InlineData("{ \"endpoint\": \"http://a\", \"interval\": 86401 }", 39, "found 86401, wanted a number of seconds from 1 to 86400")]
    [InlineData("{ \"endpoint\": \"http://a\", \"interval\": 5, \"timeout\": 6 }", 53, "found 6, wanted a number of seconds from 1 to 5 for \"timeout\"")]
    [InlineData("{ \"endpoint\": \"http://a\", \"protocol\": \"http/json\" }", 39, "found \"http/json\", wanted one of http/protobuf, grpc for \"protocol\"")]
    [InlineData("{ \"endpoint\": \"http://a\", \"headers\": [ { \"name\": \"a\" } ] }", 40, "found a header without its name or value")]
    [InlineData("{ \"endpoint\": \"http://a\", \"headers\": [ { \"value\": \"a\" } ] }", 40, "found a header without its name or value")]
    [InlineData("{ \"endpoint\": \"http://a\", \"headers\": [ { \"name\": \"a\", \"value\": \"a\", \"secret\": \"b\" } ] }", 40, "found a header without its name or value")]
    [InlineData("{ \"endpoint\": \"http://a\", \"headers\": [ { \"name\": \"a b\", \"value\": \"a\" } ] }", 50, "found \"a b\", wanted the name of an HTTP header")]
    [InlineData("{ \"endpoint\": \"http://a\", \"headers\": [ { \"name\": \"Content-length\", \"value\": \"1\" } ] }", 50, "the server itself sends this one")]
    [InlineData("{ \"endpoint\": \"http://a\", \"headers\": [ { \"name\": \"a\", \"secret\": \"a\\nb: c\" } ] }", 65, "found something else than printable ASCII in the value of an HTTP header")]
    [InlineData("{ \"endpoint\": \"http://a\", \"headers\": [ { \"name\": \"a\", \"secret-file\": \"/x\" } ] }", 70, "found \"/x\" for \"secret-file\", which cannot be read")]
    [InlineData("{ \"endpoint\": \"http://a\", \"trust-anchor\": \"x\" }", 43, "found \"trust-anchor\" for an endpoint without TLS, wanted https://")]
    [InlineData("{ \"endpoint\": \"https://a\", \"cert-file\": \"x\" }", 41, "found one of \"cert-file\" and \"key-file\", wanted both or neither")]
    [InlineData("{ \"endpoint\": \"http://a\", \"period\": 1 }", 27, "found unknown keyword \"period\" in otlp")]
    public void What_is_wrong_with_it_is_said_with_its_place(string map, int column, string error)
    {
        var result = ConfigLoader.Load4(System.Text.Encoding.UTF8.GetBytes($"{{ \"Dhcp4\": {{ \"otlp\":\n{map} }} }}"), "f.conf", null);
        Assert.Null(result.Settings);
        string text = string.Join('\n', result.Diagnostics.All);
        Assert.Contains($"f.conf:2.{column}: ", text, StringComparison.Ordinal);
        Assert.Contains(error, text, StringComparison.Ordinal);
    }
}
