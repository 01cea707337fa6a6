using System.Net;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>Where commands are taken by HTTP: an entry of <c>control-sockets</c>, or what a control agent listens on.</summary>
/// <param name="realm">The realm of authentication when none is configured.</param>
internal sealed class HttpSocketReader(Reading reading, string realm)
{
    private const ushort DefaultPort = 8000;
    private const string DefaultAddress = "127.0.0.1";

    private static readonly string[] TlsNames = ["trust-anchor", "cert-file", "key-file"];

    /// <summary>Headers that say where a message ends.</summary>
    private static readonly string[] Framing = ["Content-Length", "Transfer-Encoding", "Connection"];

    /// <summary>Null after an error.</summary>
    /// <param name="isSecure">TLS is wanted, or must not be; null where the files alone say it.</param>
    /// <param name="address">The keyword of the address.</param>
    /// <param name="port">The keyword of the port.</param>
    public HttpSocketSettings? Read(Element map, bool? isSecure, string address, string port)
    {
        int errors = reading.Diagnostics.Errors;
        string text = Reading.Text(map, address) ?? DefaultAddress;
        if (!Ip4.TryParse(text, out _) && !Ip6.TryParse(text, out _))
        {
            reading.Diagnostics.Error(map[address]!.Place, $"found \"{text}\", wanted an IPv4 or IPv6 address for \"{address}\"");
            text = DefaultAddress;
        }

        if (map[port] is { } number && number.Integer is < 1 or > ushort.MaxValue)
        {
            reading.Diagnostics.Error(number.Place, $"found {number.Integer}, wanted a number from 1 to {ushort.MaxValue} for \"{port}\"");
        }

        var settings = new HttpSocketSettings(IPAddress.Parse(text), (ushort)(map[port]?.Integer ?? DefaultPort))
        {
            Tls = Tls(map, isSecure),
            Authentication = new AuthenticationReader(reading).Read(map["authentication"], realm),
            Offers = Offers(map),
            Headers = [.. map["http-headers"]?.Items.Select(Header).OfType<HttpHeaderSettings>() ?? []],
            UserContext = Reading.UserContext(map),
        };
        if (settings.Offers.HasFlag(HttpOffers.Commands) && !settings.IsSecure && settings.Authentication is null or { Clients.Count: 0 })
        {
            reading.Refuse(map.Place, $"commands are taken by {settings} from everybody, wanted \"authentication\" with \"clients\", or TLS");
        }

        return reading.Diagnostics.Errors == errors ? settings : null;
    }

    private HttpOffers Offers(Element map)
    {
        if (map["endpoints"] is not { } list)
        {
            return HttpOffers.Commands;
        }

        var offers = HttpOffers.None;
        foreach (var item in list.Items)
        {
            var offer = item.Text switch
            {
                "commands" => HttpOffers.Commands,
                "metrics" => HttpOffers.Metrics,
                "health" => HttpOffers.Health,
                _ => HttpOffers.None,
            };
            if (offer == HttpOffers.None)
            {
                reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\", wanted commands, metrics or health in \"endpoints\"");
            }

            offers |= offer;
        }

        if (list.Items.Count == 0)
        {
            reading.Diagnostics.Error(list.Place, "found an empty list, wanted commands, metrics or health in \"endpoints\"");
        }

        return offers;
    }

    private TlsSettings? Tls(Element map, bool? isSecure)
    {
        string[] missing = [.. TlsNames.Where(n => Reading.Text(map, n) is null or "")];
        if (missing.Length == TlsNames.Length && isSecure != true)
        {
            return null;
        }

        if (isSecure == false)
        {
            string given = TlsNames.Except(missing).First();
            reading.Diagnostics.Error(map[given]!.Place, $"found \"{given}\" in a socket of type http, wanted type https for TLS");
            return null;
        }

        if (missing.Length > 0)
        {
            reading.Diagnostics.Error(map.Place, $"found no {string.Join(", ", missing.Select(n => $"\"{n}\""))}, wanted {string.Join(", ", TlsNames)} together for TLS");
            return null;
        }

        return new TlsSettings(
            map["trust-anchor"]!.Text, map["cert-file"]!.Text, map["key-file"]!.Text, Reading.Boolean(map, "cert-required", true));
    }

    private HttpHeaderSettings? Header(Element map)
    {
        if (map["name"] is not { } name || map["value"] is not { } value)
        {
            reading.Diagnostics.Error(map.Place, "found an HTTP header without its name or value, wanted \"name\" and \"value\"");
            return null;
        }

        if (CheckName(reading, name) && !AuthenticationReader.IsPrintable(value.Text))
        {
            reading.Diagnostics.Error(value.Place, "found something else than printable ASCII in the value of an HTTP header");
        }

        return new HttpHeaderSettings(name.Text, value.Text) { UserContext = Reading.UserContext(map) };
    }

    /// <summary>False after an error: the name of a header of HTTP that may be set.</summary>
    public static bool CheckName(Reading reading, Element name)
    {
        // RFC 9110 section 5.6.2.
        if (name.Text.Length == 0 || !name.Text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
        {
            reading.Diagnostics.Error(name.Place, $"found \"{name.Text}\", wanted the name of an HTTP header");
            return false;
        }

        if (Array.Exists(Framing, f => f.Equals(name.Text, StringComparison.OrdinalIgnoreCase)))
        {
            reading.Diagnostics.Error(name.Place, $"found \"{name.Text}\", wanted another HTTP header: the server itself sends this one");
            return false;
        }

        return true;
    }
}
