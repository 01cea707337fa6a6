using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary><c>control-sockets</c>: where the server takes commands.</summary>
internal static class ControlSocketReader
{
    /// <summary>The sockets of type unix; those of other types are warned of.</summary>
    public static List<ControlSocketSettings> Read(Reading reading, Element? list)
    {
        var sockets = new List<ControlSocketSettings>();
        foreach (var map in list?.Items ?? [])
        {
            string? type = Reading.Text(map, "socket-type");
            if (type is null)
            {
                reading.Diagnostics.Error(map.Place, "found a control socket without its type, wanted \"socket-type\"");
            }
            else if (type != "unix")
            {
                reading.Diagnostics.Warn(map["socket-type"]!.Place, $"a control socket of type {type} is recognised but not acted on yet");
            }
            else if (Reading.Text(map, "socket-name") is not { Length: > 0 } name)
            {
                reading.Diagnostics.Error(map["socket-name"]?.Place ?? map.Place, "found a unix control socket without a name, wanted \"socket-name\"");
            }
            else if (name[(name.LastIndexOf('/') + 1)..] is "" or "." or ".." || name.Contains('\0'))
            {
                reading.Diagnostics.Error(map["socket-name"]!.Place, $"found \"{name}\", wanted the name of a file for \"socket-name\"");
            }
            else if (sockets.Exists(s => s.Name == name))
            {
                reading.Diagnostics.Error(map["socket-name"]!.Place, $"found \"{name}\" for the second time, wanted each socket once");
            }
            else
            {
                sockets.Add(new ControlSocketSettings(name) { UserContext = Reading.UserContext(map) });
            }
        }

        return sockets;
    }
}
