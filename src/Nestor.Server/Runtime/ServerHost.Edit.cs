using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;

namespace Nestor.Server.Runtime;

/// <content>Parts of the running configuration that commands change: nothing else of the server is touched.</content>
public abstract partial class ServerHost<TSettings, TBatch, TArrival, TDeparture, TChanges>
{
    Func<string?>? IHookedServer.ReadEdit(DhcpSettings before, Element tree, out string error)
    {
        string name = $"Dhcp{Family[^1]}";
        var root = Element.Map([new Member(name, tree, SourcePlace.None)]);

        // By the rules of the file: what is not changed came from there.
        var result = Load(root, Rules with { LeftOut = before.Quarantined });
        error = Errors(result.Diagnostics) ?? "";
        if (result.Settings is not { } settings)
        {
            return null;
        }

        if (settings.Quarantined.Count > before.Quarantined.Count)
        {
            // A part that is wrong is refused, whatever becomes of such in a file.
            error = string.Join("; ", settings.Quarantined.Skip(before.Quarantined.Count).Select(q => q.Reason));
            return null;
        }

        return () =>
        {
            TakeEdit(settings);
            return null;
        };
    }

    /// <summary>
    /// Between two turns. Sockets, channels, files and timers are those of before, and so are libraries, unless the numbers of
    /// client classes, which they may go by, are others now.
    /// </summary>
    private void TakeEdit(TSettings settings)
    {
        _committer.Drain();
        bool areClassesKept = AreKept(_settings, settings);
        _settings = settings;
        _configuredAt = Clock.GetTimestamp();
        Meter();
        Reconfigure(settings);
        if (areClassesKept && _libraries is { } libraries)
        {
            // What waits goes by the subnets of before.
            UseHooks(libraries.Points);
        }
        else
        {
            UseLibraries(settings);
            SetTimers();
        }
    }

    private static bool AreKept(TSettings before, TSettings after)
    {
        bool areKept = before.ClassNames.Count <= after.ClassNames.Count;
        for (int i = 0; areKept && i < before.ClassNames.Count; i++)
        {
            areKept = before.ClassNames[i] == after.ClassNames[i];
        }

        return areKept;
    }
}
