using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>Nestor's own keyword <c>reconfigure</c>, the same in both families.</summary>
internal static class ReconfigureReader
{
    public static ReconfigureMode Read(Element map) => Reading.Text(map, "reconfigure") switch
    {
        "on-command" => ReconfigureMode.OnCommand,
        "auto" => ReconfigureMode.Auto,
        _ => ReconfigureMode.Off,
    };
}
