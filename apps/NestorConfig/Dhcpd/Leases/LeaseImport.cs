using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Stores.Memfile;
using Nestor.Wire.Values;
using NestorConfig.Dhcpd.Options;
using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Scopes;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Leases;

/// <summary>
/// dhcpd.leases(5) as Kea's lease file. The last entry of an address counts. What dhcpd calls active is kept, also when its
/// end has passed: the server then reclaims it. Leases that are over are left out.
/// </summary>
internal static class LeaseImport
{
    /// <summary>How long a declined address is set aside from now on, in seconds: Kea's probation period.</summary>
    private const uint Probation = 86_400;

    public static (string Csv, string Summary) Of(
        byte[] text, string file, Conversion conversion, Notes notes, Diagnostics diagnostics, long now)
    {
        var reader = new StatementReader(text, file, diagnostics, null);
        var last = new Dictionary<string, Statement>();
        var order = new List<string>();
        var skipped = new Dictionary<string, (int Count, SourcePlace Place)>();
        bool isLittle = BitConverter.IsLittleEndian;
        while (reader.Next() is { } statement)
        {
            if (statement.Body is not null && statement.Words.Count == 2 && statement.Keyword is "lease" or "ia-na" or "ia-pd")
            {
                string key = $"{statement.Keyword} {statement.Words[1].Text}";
                if (!last.ContainsKey(key))
                {
                    order.Add(key);
                }

                last[key] = statement;
            }
            else if (statement.Keyword == "authoring-byte-order")
            {
                isLittle = statement.Is(1, "little-endian");
            }
            else if (statement.Keyword == "server-duid")
            {
                TellDuid(statement, conversion.IsV6, notes);
            }
            else
            {
                var (count, place) = skipped.GetValueOrDefault(statement.Keyword, (0, statement.Place));
                skipped[statement.Keyword] = (count + 1, place);
            }
        }

        foreach (var (keyword, (count, place)) in skipped)
        {
            notes.Left(place, $"{count} x {keyword}: is no lease");
        }

        var rows = new Rows(conversion, notes, now, isLittle);
        foreach (string key in order)
        {
            rows.Take(last[key]);
        }

        return (rows.Csv, $"{file}: {rows.Kept} leases kept, {rows.Over} that are over left out");
    }

    private static void TellDuid(Statement statement, bool isV6, Notes notes)
    {
        if (!isV6)
        {
            notes.Remark(statement.Place, "server-duid: DHCPv4 has no use for it");
            return;
        }

        int at = 1;
        byte[] duid = statement.Words.Count < 2 ? []
            : statement.Words[1].Kind == TokenKind.Quoted ? statement.Words[1].Bytes : OptionValue.HexBytes(statement.Words, ref at) ?? [];
        string text = string.Join(':', duid.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
        notes.Left(statement.Place, $"server-duid: write it into the file kea-dhcp6-serverid, so that clients know the server again: {text}");
    }

    private sealed class Rows(Conversion to, Notes notes, long now, bool isLittle)
    {
        private readonly StringBuilder _csv = new(Encoding.ASCII.GetString(to.IsV6 ? Csv6.Header : Csv4.Header) + "\n");

        public string Csv => _csv.ToString();

        public int Kept { get; private set; }

        public int Over { get; private set; }

        public void Take(Statement statement)
        {
            if ((statement.Keyword == "lease") == to.IsV6)
            {
                notes.Left(statement.Place, $"{statement.Keyword}: is of the other family");
            }
            else if (to.IsV6)
            {
                Association(statement);
            }
            else
            {
                Lease(statement);
            }
        }

        private void Lease(Statement statement)
        {
            var body = statement.Body!;
            string state = Find(body, "binding")?.Words is [_, _, var word, ..] ? word.Text.ToLowerInvariant() : "";
            if (state is not ("active" or "abandoned" or "bootp" or "reserved"))
            {
                Over++;
                return;
            }

            if (!Ip4.TryParse(statement.Words[1].Text, out var address) || to.Subnets.Find(s => s.Contains(address.Number)) is not { } subnet)
            {
                notes.Left(statement.Place, $"lease {statement.Words[1].Shown}: no subnet of the configuration has it");
                return;
            }

            bool isDeclined = state == "abandoned";
            long start = Date(Find(body, "cltt")) ?? Date(Find(body, "starts")) ?? now;
            var (lifetime, cltt) = isDeclined ? (Probation, now) : Times(start, Find(body, "ends"));
            var view = new Lease4View { Hostname = isDeclined ? [] : Name(body) };
            view.Fields.Address = address;
            view.Fields.ValidLifetime = lifetime;
            view.Fields.Cltt = cltt;
            view.Fields.SubnetId = subnet.Id;
            view.Fields.State = isDeclined ? LeaseState.Declined : default;
            view.Fields.IsFqdnForward = !isDeclined && HasVariable(body, "ddns-fwd-name");
            view.Fields.IsFqdnReverse = !isDeclined && HasVariable(body, "ddns-rev-name");
            view.HardwareAddress = isDeclined ? [] : Bytes(Find(body, "hardware"), 2, 20);
            view.ClientId = isDeclined ? [] : Bytes(Find(body, "uid"), 1, 255);
            if (!isDeclined && view.HardwareAddress.IsEmpty && view.ClientId.IsEmpty)
            {
                notes.Left(statement.Place, $"lease {address}: nothing identifies its client");
                return;
            }

            byte[] row = new byte[Csv4.MaxLength(view)];
            _csv.Append(Encoding.ASCII.GetString(row, 0, Csv4.Write(view, false, row)));
            Kept++;
        }

        /// <summary>An IA: the client's number in the byte order of the machine, then its DUID, then its addresses or prefixes.</summary>
        private void Association(Statement statement)
        {
            byte[] key = Bytes(statement, 1, 4 + 130);
            if (key.Length < 7)
            {
                notes.Left(statement.Place, $"{statement.Keyword}: wanted four bytes and a DUID");
                return;
            }

            uint iaid = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(key) : BinaryPrimitives.ReadUInt32BigEndian(key);
            long cltt = Date(Find(statement.Body!, "cltt")) ?? now;
            foreach (var inner in statement.Body!.Where(s => s.Body is not null && s.Keyword is "iaaddr" or "iaprefix"))
            {
                Lease6(inner, iaid, key[4..], cltt, statement.Keyword == "ia-pd");
            }
        }

        private void Lease6(Statement statement, uint iaid, byte[] duid, long start, bool isPrefix)
        {
            var body = statement.Body!;
            string state = Find(body, "binding")?.Words is [_, _, var word, ..] ? word.Text.ToLowerInvariant() : "";
            if (state is not ("active" or "abandoned"))
            {
                Over++;
                return;
            }

            int length = 128;
            bool isRead = statement.Words.Count > 1 && Ip6.TryParse(statement.Words[1].Text, out _)
                && (!isPrefix || (statement.Words.Count == 4 && AddressText.TryLength(statement.Words[3].Text, 128, out length)));
            _ = Ip6.TryParse(isRead ? statement.Words[1].Text : "::", out var address);
            var subnet = to.Subnets.Find(s => s.Delegated.Exists(d => address.Number >= d.First && address.Number <= d.Last))
                ?? to.Subnets.Find(s => s.Contains(address.Number));
            if (!isRead || subnet is null)
            {
                notes.Left(statement.Place, $"{statement.Shown}: no subnet of the configuration has it");
                return;
            }

            bool isDeclined = state == "abandoned";
            var (lifetime, cltt) = isDeclined ? (Probation, now) : Times(start, Find(body, "ends"));
            var view = new Lease6View { Hostname = isDeclined ? [] : Name(body), Duid = isDeclined ? [] : duid };
            view.Fields.Address = address;
            view.Fields.ValidLifetime = lifetime;
            view.Fields.PreferredLifetime = isDeclined ? 0 : Math.Min(lifetime, Seconds(Find(body, "preferred-life")) ?? lifetime);
            view.Fields.Cltt = cltt;
            view.Fields.SubnetId = subnet.Id;
            view.Fields.Type = isPrefix ? LeaseType.Pd : LeaseType.Na;
            view.Fields.PrefixLength = (byte)length;
            view.Fields.Iaid = isDeclined ? 0 : iaid;
            view.Fields.State = isDeclined ? LeaseState.Declined : default;
            view.Fields.IsFqdnForward = !isDeclined && HasVariable(body, "ddns-fwd-name");
            view.Fields.IsFqdnReverse = !isDeclined && HasVariable(body, "ddns-rev-name");
            byte[] row = new byte[Csv6.MaxLength(view)];
            _csv.Append(Encoding.ASCII.GetString(row, 0, Csv6.Write(view, false, row)));
            Kept++;
        }

        /// <summary>Its length and its start; one without end has all ones (RFC 2131 section 3.3).</summary>
        private static (uint Lifetime, long Cltt) Times(long start, Statement? ends)
        {
            if (ends is null || ends.Is(1, "never"))
            {
                return (uint.MaxValue, start);
            }

            long end = Date(ends) ?? start + 1;
            return end > start ? ((uint)Math.Min(end - start, uint.MaxValue - 1), start) : (1, end - 1);
        }

        private static Statement? Find(IReadOnlyList<Statement> body, string keyword) => body.FirstOrDefault(s => s.Keyword == keyword);

        private static bool HasVariable(IReadOnlyList<Statement> body, string name) => body.Any(s => s.Keyword == "set" && s.Is(1, name));

        private static uint? Seconds(Statement? statement) =>
            statement?.Words is [_, var word] && uint.TryParse(word.Text, CultureInfo.InvariantCulture, out uint seconds) ? seconds : null;

        /// <summary>The name in DNS, or else the one the client has sent.</summary>
        private static byte[] Name(IReadOnlyList<Statement> body)
        {
            var variable = body.FirstOrDefault(s => s.Keyword == "set" && s.Is(1, "ddns-fwd-name"));
            string name = variable?.Words is [_, _, _, var value] ? value.Text : Find(body, "client-hostname")?.Words is [_, var word] ? word.Text : "";
            return Encoding.Latin1.GetBytes(name.Length <= 255 ? name.ToLowerInvariant() : "");
        }

        private static byte[] Bytes(Statement? statement, int at, int most)
        {
            if (statement is null || at >= statement.Words.Count)
            {
                return [];
            }

            byte[] bytes = statement.Words[at].Kind == TokenKind.Quoted ? statement.Words[at].Bytes : OptionValue.HexBytes(statement.Words, ref at) ?? [];
            return bytes.Length <= most ? bytes : [];
        }

        /// <summary><c>4 2026/11/26 22:04:23</c> in UTC, or <c>epoch 1795730663</c>; null for anything else.</summary>
        private static long? Date(Statement? statement)
        {
            var words = statement?.Words ?? [];
            if (words.Count > 2 && words[1].Is("epoch"))
            {
                return long.TryParse(words[2].Text, NumberStyles.None, CultureInfo.InvariantCulture, out long epoch) && epoch < 1L << 40 ? epoch : null;
            }

            string text = string.Concat(words.Skip(2).Select(w => w.Text is "/" or ":" ? w.Text : $" {w.Text} "));
            text = text.Replace(" / ", "/", StringComparison.Ordinal).Replace(" : ", ":", StringComparison.Ordinal).Replace(" /", "/", StringComparison.Ordinal)
                .Replace("/ ", "/", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal).Trim();
            return DateTimeOffset.TryParseExact(text, ["yyyy/M/d H:m:s"], CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out var date) ? date.ToUnixTimeSeconds() : null;
        }
    }
}
