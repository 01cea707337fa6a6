using System.Text;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary><c>otlp</c>: where metrics are sent by the OpenTelemetry protocol.</summary>
internal sealed class OtlpReader(Reading reading)
{
    private const uint LongestInterval = 86_400;
    private const int MaxHeaders = 64;

    /// <summary>What a secret's file may hold.</summary>
    private const int MaxSecret = 8192;

    /// <summary>Null when it is not there, or has no endpoint.</summary>
    public static OtlpSettings? Read(Reading reading, Element? map) => map is null ? null : new OtlpReader(reading).Read(map);

    private OtlpSettings? Read(Element map)
    {
        if (map["endpoint"] is not { } endpoint)
        {
            reading.Diagnostics.Error(map.Place, "found no address to send metrics to, wanted \"endpoint\"");
            return null;
        }

        if (Address(endpoint) is not { } address)
        {
            return null;
        }

        bool isGrpc = Reading.Text(map, "protocol") == "grpc";
        uint interval = Seconds(map, "interval", 60, LongestInterval);
        uint timeout = Seconds(map, "timeout", Math.Min(10, interval), interval);
        if (map["headers"] is { Items.Count: > MaxHeaders } many)
        {
            reading.Diagnostics.Error(many.Place, $"found {many.Items.Count} headers, wanted at most {MaxHeaders}");
            return null;
        }

        foreach (string name in (string[])["trust-anchor", "cert-file", "key-file"])
        {
            if (map[name] is { } file && address.Scheme != Uri.UriSchemeHttps)
            {
                reading.Diagnostics.Error(file.Place, $"found \"{name}\" for an endpoint without TLS, wanted https:// in \"endpoint\"");
            }
        }

        string certificate = Reading.Text(map, "cert-file") ?? "";
        string key = Reading.Text(map, "key-file") ?? "";
        if (certificate.Length == 0 != (key.Length == 0))
        {
            reading.Diagnostics.Error((map["cert-file"] ?? map["key-file"])!.Place, "found one of \"cert-file\" and \"key-file\", wanted both or neither");
        }

        return new OtlpSettings(isGrpc || address.AbsolutePath != "/" ? address : new Uri(address, "/v1/metrics"))
        {
            IsGrpc = isGrpc,
            IntervalSeconds = interval,
            TimeoutSeconds = timeout,
            Headers = [.. map["headers"]?.Items.Select(Header).OfType<HttpHeaderSettings>() ?? []],
            SecretFiles = [.. map["headers"]?.Items.Select(h => h["secret-file"]?.Text).OfType<string>() ?? []],
            TrustAnchor = Reading.Text(map, "trust-anchor") ?? "",
            CertFile = certificate,
            KeyFile = key,
        };
    }

    private Uri? Address(Element endpoint)
    {
        if (Uri.TryCreate(endpoint.Text, UriKind.Absolute, out var address) && address.Host.Length > 0
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.UserInfo.Length == 0 && address.Fragment.Length == 0)
        {
            return address;
        }

        reading.Diagnostics.Error(endpoint.Place, $"found \"{endpoint.Text}\", wanted an address like http://collector:4318/v1/metrics for \"endpoint\"");
        return null;
    }

    private uint Seconds(Element map, string name, uint otherwise, uint most)
    {
        if (map[name] is not { } value)
        {
            return otherwise;
        }

        if (value.Integer >= 1 && value.Integer <= most)
        {
            return (uint)value.Integer;
        }

        reading.Diagnostics.Error(value.Place, $"found {value.Integer}, wanted a number of seconds from 1 to {most} for \"{name}\"");
        return otherwise;
    }

    private HttpHeaderSettings? Header(Element map)
    {
        var given = new[] { map["value"], map["secret"], map["secret-file"] }.OfType<Element>().ToArray();
        if (map["name"] is not { } name || given.Length != 1)
        {
            reading.Diagnostics.Error(map.Place, "found a header without its name or value, wanted \"name\" and one of \"value\", \"secret\" and \"secret-file\"");
            return null;
        }

        if (!HttpSocketReader.CheckName(reading, name))
        {
            return null;
        }

        string? value = map["secret-file"] is { } file ? Secret(file) : given[0].Text;
        if (value is null || AuthenticationReader.IsPrintable(value))
        {
            return value is null ? null : new HttpHeaderSettings(name.Text, value);
        }

        reading.Diagnostics.Error(given[0].Place, "found something else than printable ASCII in the value of an HTTP header");
        return null;
    }

    private string? Secret(Element file)
    {
        string error = "no file is read here";
        if (reading.Rules.OpenSecret?.Invoke(file.Text, out error) is { } bytes)
        {
            if (bytes.Length <= MaxSecret)
            {
                return Encoding.UTF8.GetString(bytes).TrimEnd('\r', '\n');
            }

            error = $"it has more than {MaxSecret} bytes";
        }

        reading.Diagnostics.Error(file.Place, $"found \"{file.Text}\" for \"secret-file\", which cannot be read: {error}");
        return null;
    }
}
