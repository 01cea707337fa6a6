using System.Buffers.Binary;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Server.Runtime;

/// <summary>
/// What a DHCPv6 server calls itself (RFC 9915 section 11): kept in Kea's file, so that clients know the server again
/// after a restart, whichever of the two it is.
/// </summary>
public static class ServerDuid
{
    private const string FileName = "kea-dhcp6-serverid";
    private const uint IscEnterprise = 2495;
    private const ushort Ethernet = 1;

    private static readonly LogId UsingId = LogId.Info("DHCP6_USING_SERVERID");

    /// <summary>The DUID as configured, what the configuration leaves open as in the file, and the rest new; kept in the file.</summary>
    /// <param name="error">Why there is none; the server cannot do without.</param>
    public static bool TryGet(ServerIdSettings settings, TimeProvider clock, Logger log, out byte[] duid, out string error) =>
        TryGet(settings, Path.Combine(Paths.Data, FileName), clock, log, out duid, out error);

    /// <inheritdoc cref="TryGet(ServerIdSettings, TimeProvider, Logger, out byte[], out string)"/>
    public static bool TryGet(
        ServerIdSettings settings, string file, TimeProvider clock, Logger log, out byte[] duid, out string error)
    {
        duid = [];
        byte[] stored = [];
        if (settings.IsPersistent && !TryRead(file, out stored, out error))
        {
            return false;
        }

        error = "";
        duid = Make(settings, stored, clock);
        if (duid.Length == 0)
        {
            error = "no interface has a hardware address to make a server identifier of; set \"server-id\"";
            return false;
        }

        Span<byte> text = stackalloc byte[3 * Duid.MaxLength];
        int length = Duid.Format(duid, text);
        log.Write(UsingId, $"server identifier {text[..length]}, {(settings.IsPersistent ? "kept in" : "not kept in")} {file}");
        return !settings.IsPersistent || duid.AsSpan().SequenceEqual(stored) || TryWrite(file, text[..length], out error);
    }

    /// <summary>
    /// What is in the file; nothing when there is no file or it holds no DUID. A file that is there and cannot be read
    /// is another matter: a new identity would turn every client away.
    /// </summary>
    private static bool TryRead(string file, out byte[] stored, out string error)
    {
        stored = [];
        error = "";
        try
        {
            string text = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
            byte[] bytes = new byte[Duid.MaxLength];
            stored = bytes[..Duid.Parse(text, bytes)];
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"the server identifier cannot be read: {file}: {e.Message}";
            return false;
        }
    }

    /// <summary>Whole or not at all: a file that was cut off by a crash would make the server another one.</summary>
    private static bool TryWrite(string file, ReadOnlySpan<byte> text, out string error)
    {
        error = "";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            string fresh = file + ".new";
            using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
            {
                // No line end: Kea would then take the file for damaged and make itself another identity.
                stream.Write(text);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, file, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"the server identifier cannot be kept: {file}: {e.Message}";
            return false;
        }
    }

    private static byte[] Make(ServerIdSettings settings, ReadOnlySpan<byte> stored, TimeProvider clock)
    {
        bool isAlike = stored.Length >= 4 && BinaryPrimitives.ReadUInt16BigEndian(stored) == settings.Type;
        byte[] duid = new byte[Duid.MaxLength];
        if (settings.Type == Duid.En)
        {
            uint enterprise = isAlike ? BinaryPrimitives.ReadUInt32BigEndian(stored[2..]) : IscEnterprise;
            byte[] identifier = isAlike && stored.Length > 6 ? stored[6..].ToArray() : RandomNumberGenerator.GetBytes(6);
            return duid[..Duid.WriteEn(
                duid, settings.EnterpriseId != 0 ? settings.EnterpriseId : enterprise,
                settings.Identifier.Length > 0 ? settings.Identifier : identifier)];
        }

        if (!isAlike || !Duid.TryHardware(stored, out ushort type, out var address))
        {
            type = Ethernet;
            address = OwnAddress();
        }

        type = settings.HardwareType != 0 ? settings.HardwareType : type;
        address = settings.Identifier.Length > 0 ? settings.Identifier : address;
        if (address.IsEmpty)
        {
            return [];
        }

        if (settings.Type == Duid.Ll)
        {
            return duid[..Duid.WriteLl(duid, type, address)];
        }

        uint time = isAlike && stored.Length >= 8
            ? BinaryPrimitives.ReadUInt32BigEndian(stored[4..])
            : (uint)(clock.GetUtcNow().ToUnixTimeSeconds() - Duid.Epoch);
        return duid[..Duid.WriteLlt(duid, type, settings.Time != 0 ? settings.Time : time, address)];
    }

    /// <summary>The hardware address of the first interface that has one of its own; empty when none has.</summary>
    private static ReadOnlySpan<byte> OwnAddress()
    {
        foreach (var nic in NetworkInterface.GetAllNetworkInterfaces())
        {
            byte[] address = nic.GetPhysicalAddress().GetAddressBytes();
            if (nic.NetworkInterfaceType != NetworkInterfaceType.Loopback && address.Length >= 6 && address.AsSpan().ContainsAnyExcept((byte)0))
            {
                return address;
            }
        }

        return default;
    }
}
