using System.Globalization;
using System.Runtime.InteropServices;

namespace Nestor.Server.Sockets;

/// <summary>Who has a UDP port open, as far as this process may see it.</summary>
internal static class PortHolder
{
    /// <summary>What the last error of bind means for an operator.</summary>
    /// <param name="table">udp or udp6: where the kernel lists the sockets of the family.</param>
    public static string BindError(string place, ushort port, string table)
    {
        int error = Marshal.GetLastPInvokeError();
        string text = $"UDP port {port} of {place}: {Linux.LastError()}";
        return error switch
        {
            Linux.AddressInUse => text + Describe(port, table),
            Linux.AccessDenied or Linux.NotPermitted when port < 1024 => text + "; the process needs CAP_NET_BIND_SERVICE",
            _ => text,
        };
    }

    /// <summary>" (held by NAME, process N)" or nothing.</summary>
    private static string Describe(ushort port, string table)
    {
        try
        {
            foreach (string line in File.ReadLines("/proc/thread-self/net/" + table).Skip(1))
            {
                string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[1].EndsWith(":" + port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    && Find($"socket:[{fields[9]}]") is { } holder)
                {
                    return $" (held by {holder})";
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not allowed to look: the message does without it.
        }

        return "";
    }

    private static string? Find(string socket)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), out int pid))
            {
                continue;
            }

            try
            {
                foreach (string fd in Directory.EnumerateFiles(process + "/fd"))
                {
                    if (TargetOf(fd) == socket)
                    {
                        return $"{File.ReadAllText(process + "/comm").Trim()}, process {pid}";
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }

        return null;
    }

    /// <summary>What a descriptor is; null when it was closed meanwhile, which says nothing of the others.</summary>
    private static string? TargetOf(string fd)
    {
        try
        {
            return File.ResolveLinkTarget(fd, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
