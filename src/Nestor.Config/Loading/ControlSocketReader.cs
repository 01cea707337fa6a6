using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary><c>control-sockets</c>: where the server takes commands.</summary>
internal sealed class ControlSocketReader(Reading reading, string realm)
{
    private static readonly string[] UnixOnly = ["socket-name"];

    private static readonly string[] HttpOnly =
    [
        "socket-address", "socket-port", "authentication", "trust-anchor", "cert-file", "key-file", "cert-required", "http-headers", "endpoints",
    ];

    private readonly List<ControlSocketSettings> _unix = [];
    private readonly List<HttpSocketSettings> _http = [];

    /// <summary>All sockets of a server.</summary>
    public static ControlSettings Read4(Reading reading, Element? list) => new ControlSocketReader(reading, "kea-dhcpv4-server").Read(list);

    /// <inheritdoc cref="Read4"/>
    public static ControlSettings Read6(Reading reading, Element? list) => new ControlSocketReader(reading, "kea-dhcpv6-server").Read(list);

    private ControlSettings Read(Element? list)
    {
        foreach (var map in list?.Items ?? [])
        {
            switch (Reading.Text(map, "socket-type"))
            {
                case null:
                    reading.Diagnostics.Error(map.Place, "found a control socket without its type, wanted \"socket-type\"");
                    break;
                case "unix":
                    Refuse(map, HttpOnly, "unix");
                    ReadUnix(map);
                    break;
                case var type:
                    Refuse(map, UnixOnly, type);
                    ReadHttp(map, isSecure: type == "https");
                    break;
            }
        }

        return new ControlSettings(_unix, _http);
    }

    private void ReadUnix(Element map)
    {
        if (Reading.Text(map, "socket-name") is not { Length: > 0 } name)
        {
            reading.Diagnostics.Error(map["socket-name"]?.Place ?? map.Place, "found a unix control socket without a name, wanted \"socket-name\"");
        }
        else if (name[(name.LastIndexOf('/') + 1)..] is "" or "." or ".." || name.Contains('\0'))
        {
            reading.Diagnostics.Error(map["socket-name"]!.Place, $"found \"{name}\", wanted the name of a file for \"socket-name\"");
        }
        else if (_unix.Count > 0)
        {
            reading.Diagnostics.Error(map["socket-name"]!.Place, $"found a second unix control socket, \"{name}\", wanted one at most");
        }
        else
        {
            _unix.Add(new ControlSocketSettings(name) { UserContext = Reading.UserContext(map) });
        }
    }

    private void ReadHttp(Element map, bool isSecure)
    {
        if (new HttpSocketReader(reading, realm).Read(map, isSecure, "socket-address", "socket-port") is not { } socket)
        {
            return;
        }

        if (_http.Exists(s => s.EndPoint.Equals(socket.EndPoint)))
        {
            reading.Diagnostics.Error(map.Place, $"found {socket.EndPoint} for the second time, wanted each address with its port once");
        }

        _http.Add(socket);
    }

    private void Refuse(Element map, string[] names, string type)
    {
        foreach (var member in map.Members.Where(m => names.Contains(m.Name)))
        {
            reading.Diagnostics.Error(member.Place, $"found \"{member.Name}\" in a control socket of type {type}, wanted it in another type of socket");
        }
    }
}
