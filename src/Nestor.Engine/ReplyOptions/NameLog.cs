using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dns;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Log messages about client names, all for debugging.</summary>
internal static class NameLog
{
    private static readonly LogId FqdnId = LogId.Debug(50, "DHCP4_CLIENT_FQDN_PROCESS");
    private static readonly LogId FqdnDataId = LogId.Debug(55, "DHCP4_CLIENT_FQDN_DATA");
    private static readonly LogId FqdnEmptyId = LogId.Debug(50, "DHCP4_CLIENT_FQDN_SCRUBBED_EMPTY");
    private static readonly LogId FailedId = LogId.Debug(55, "DHCP4_CLIENT_NAME_PROC_FAIL");
    private static readonly LogId HostNameId = LogId.Debug(50, "DHCP4_CLIENT_HOSTNAME_PROCESS");
    private static readonly LogId HostNameDataId = LogId.Debug(55, "DHCP4_CLIENT_HOSTNAME_DATA");
    private static readonly LogId HostNameEmptyId = LogId.Debug(50, "DHCP4_CLIENT_HOSTNAME_SCRUBBED_EMPTY");
    private static readonly LogId ReplyFqdnId = LogId.Debug(55, "DHCP4_RESPONSE_FQDN_DATA");
    private static readonly LogId ReplyHostNameId = LogId.Debug(55, "DHCP4_RESPONSE_HOSTNAME_DATA");
    private static readonly LogId GeneratedId = LogId.Debug(50, "DHCP4_RESPONSE_HOSTNAME_GENERATE");
    private static readonly LogId GenerateId = LogId.Debug(55, "DHCP4_GENERATE_FQDN");
    private static readonly LogId MalformedId = LogId.Debug(50, "DHCP4_CLIENT_HOSTNAME_MALFORMED");
    private static readonly LogId CleanedMalformedId = LogId.Debug(50, "DHCP4_SANITIZED_HOSTNAME_MALFORMED");
    private static readonly LogId ReservedId = LogId.Debug(55, "DHCP4_RESERVED_HOSTNAME_ASSIGNED");

    /// <summary>What the client calls itself, and what was made of it. Costs nothing unless debugging is on.</summary>
    public static void Query(Logger log, Exchange4 exchange)
    {
        if (log.Threshold != Severity.Debug)
        {
            return;
        }

        if (exchange.Query.TryOption(OptionCode4.Fqdn, out var fqdn))
        {
            Fqdn(log, exchange, fqdn);
        }
        else if (exchange.Query.TryOption(OptionCode4.HostName, out var name))
        {
            HostName(log, exchange, name);
        }
        else if (exchange.Name.IsLeftToServer)
        {
            log.Write(GenerateId, $"{new QueryLabel(exchange)}: the client sent no name, one will be made of its address");
        }
    }

    public static void Generated(Logger log, Exchange4 exchange) =>
        log.Write(GeneratedId, $"{new QueryLabel(exchange)}: the name {exchange.Name.Text} is made of the address");

    public static void ReplyFqdn(Logger log, Exchange4 exchange, FqdnFlags flags) =>
        log.Write(ReplyFqdnId, $"{new QueryLabel(exchange)}: option 81 with flags {(uint)flags} and name {exchange.Name.Text}");

    public static void ReplyHostName(Logger log, Exchange4 exchange)
    {
        if (exchange.Host is { Hostname.Length: > 0 })
        {
            log.Write(ReservedId, $"{new QueryLabel(exchange)}: the name is reserved: {exchange.Name.Text}");
        }

        log.Write(ReplyHostNameId, $"{new QueryLabel(exchange)}: option 12 with {exchange.Name.Text}");
    }

    private static void Fqdn(Logger log, Exchange4 exchange, ReadOnlySpan<byte> fqdn)
    {
        log.Write(FqdnId, $"{new QueryLabel(exchange)}: option 81 is looked at");
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        int length = 0;
        var error = ClientFqdn4.Read(fqdn, out var client);
        if (error != DecodeError.None || !client.TryName(name, out length, out _))
        {
            log.Write(FailedId, $"{new QueryLabel(exchange)}: option 81 cannot be read: {error.ToString()}");
            return;
        }

        log.Write(FqdnDataId, $"{new QueryLabel(exchange)}: flags {(uint)client.Flags}, name {(ReadOnlySpan<byte>)name[..length]}");
        if (exchange.Name.Option != NameOption.Fqdn)
        {
            log.Write(FqdnEmptyId, $"{new QueryLabel(exchange)}: nothing that may stand in a name, or an empty label, is left of {(ReadOnlySpan<byte>)name[..length]}");
        }
    }

    private static void HostName(Logger log, Exchange4 exchange, ReadOnlySpan<byte> name)
    {
        log.Write(HostNameId, $"{new QueryLabel(exchange)}: option 12 is looked at");
        log.Write(HostNameDataId, $"{new QueryLabel(exchange)}: the client calls itself {name}");
        if (!exchange.Name.Text.IsEmpty || exchange.Name.IsLeftToServer)
        {
            return;
        }

        var sent = name.TrimEnd((byte)0);
        sent = sent.EndsWith("."u8) ? sent[..^1] : sent;
        if (!NameRules.HasGoodLabels(sent))
        {
            log.Write(MalformedId, $"{new QueryLabel(exchange)}: {name} has a label that is empty or too long");
            return;
        }

        Span<byte> text = stackalloc byte[NameRules.Room];
        var clean = text[..exchange.Name.Ddns!.Characters.Clean(sent, text)];
        if (clean.IsEmpty)
        {
            log.Write(HostNameEmptyId, $"{new QueryLabel(exchange)}: nothing that may stand in a name is left of {name}");
        }
        else
        {
            log.Write(CleanedMalformedId, $"{new QueryLabel(exchange)}: what is left of {name} is no name: {(ReadOnlySpan<byte>)clean}");
        }
    }
}
