namespace Nestor.Wire.Tests.Options;

/// <summary>
/// Every standard DHCPv6 option once: its data as an operator writes it and its bytes, put together from the RFCs: a
/// tuple has two bytes of length (RFC 5970 section 3.2), a prefix its length and the bytes that count (RFC 7598
/// section 4.1), a PSID its length and sixteen bits (section 4.5). Kea 2.2 was seen to send the same for 51 rows of space
/// dhcp6 and for the softwire rows; the options of IA, of relays and of the protocol itself, 44, 56, 136, 144, 148 and the
/// DOCSIS, NTP and 4o6 rows were not compared.
/// </summary>
internal static class StandardRows6
{
    public static readonly TheoryData<string, int, string, string> Top = new()
    {
        { "dhcp6", 1, "0x01a2ff", "01a2ff" }, // clientid
        { "dhcp6", 2, "0x01a2ff", "01a2ff" }, // serverid
        { "dhcp6", 3, "1, 1000, 2000", "00000001" + "000003e8" + "000007d0" }, // ia-na
        { "dhcp6", 4, "86400", "00015180" }, // ia-ta
        {
            "dhcp6", 5, // iaaddr
            "2001:db8::1, 300, 86400",
            "20010db8000000000000000000000001" + "0000012c" + "00015180"
        },
        { "dhcp6", 6, "1500, 68", "05dc" + "0044" }, // oro
        { "dhcp6", 7, "7", "07" }, // preference
        { "dhcp6", 8, "1500", "05dc" }, // elapsed-time
        { "dhcp6", 9, "0x01a2ff", "01a2ff" }, // relay-msg
        { "dhcp6", 11, "0x01a2ff", "01a2ff" }, // auth
        { "dhcp6", 12, "2001:db8::1", "20010db8000000000000000000000001" }, // unicast
        { "dhcp6", 13, "6, no prefix", "0006" + "6e6f20707265666978" }, // status-code
        { "dhcp6", 14, "", "" }, // rapid-commit
        { "dhcp6", 15, "0x00036162630001ff", "0003" + "616263" + "0001" + "ff" }, // user-class
        { "dhcp6", 16, "4491, 0x0003616263", "0000118b" + "0003" + "616263" }, // vendor-class
        { "dhcp6", 17, "4491", "0000118b" }, // vendor-opts
        { "dhcp6", 18, "0x01a2ff", "01a2ff" }, // interface-id
        { "dhcp6", 19, "7", "07" }, // reconf-msg
        { "dhcp6", 20, "", "" }, // reconf-accept
        {
            "dhcp6", 21, // sip-server-dns
            "ns.example.com., a.example.",
            "026e73076578616d706c6503636f6d00" + "0161076578616d706c6500"
        },
        {
            "dhcp6", 22, // sip-server-addr
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        {
            "dhcp6", 23, // dns-servers
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        {
            "dhcp6", 24, // domain-search
            "ns.example.com., a.example.",
            "026e73076578616d706c6503636f6d00" + "0161076578616d706c6500"
        },
        { "dhcp6", 25, "4278190081, 0, 4294967295", "ff000001" + "00000000" + "ffffffff" }, // ia-pd
        {
            "dhcp6", 26, // iaprefix
            "86400, 172800, 56, 2001:db8:100::",
            "00015180" + "0002a300" + "38" + "20010db8010000000000000000000000"
        },
        {
            "dhcp6", 27, // nis-servers
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        {
            "dhcp6", 28, // nisp-servers
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        {
            "dhcp6", 29, // nis-domain-name
            "ns.example.com., a.example.",
            "026e73076578616d706c6503636f6d00" + "0161076578616d706c6500"
        },
        {
            "dhcp6", 30, // nisp-domain-name
            "ns.example.com., a.example.",
            "026e73076578616d706c6503636f6d00" + "0161076578616d706c6500"
        },
        {
            "dhcp6", 31, // sntp-servers
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "dhcp6", 32, "86400", "00015180" }, // information-refresh-time
        {
            "dhcp6", 33, // bcmcs-server-dns
            "ns.example.com., a.example.",
            "026e73076578616d706c6503636f6d00" + "0161076578616d706c6500"
        },
        {
            "dhcp6", 34, // bcmcs-server-addr
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "dhcp6", 36, "2, 17473, 0x01a2ff", "02" + "4441" + "01a2ff" }, // geoconf-civic
        { "dhcp6", 37, "4491, 0x01a2ff", "0000118b" + "01a2ff" }, // remote-id
        { "dhcp6", 38, "0x01a2ff", "01a2ff" }, // subscriber-id
        { "dhcp6", 39, "4, ns.example.com.", "04" + "026e73076578616d706c6503636f6d00" }, // client-fqdn
        {
            "dhcp6", 40, // pana-agent
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "dhcp6", 41, "some text", "736f6d652074657874" }, // new-posix-timezone
        { "dhcp6", 42, "some text", "736f6d652074657874" }, // new-tzdb-timezone
        { "dhcp6", 43, "1500, 68", "05dc" + "0044" }, // ero
        { "dhcp6", 44, "1, 2001:db8::1", "01" + "20010db8000000000000000000000001" }, // lq-query
        { "dhcp6", 45, "", "" }, // client-data
        { "dhcp6", 46, "86400", "00015180" }, // clt-time
        { "dhcp6", 47, "2001:db8::1, 0x0c00", "20010db8000000000000000000000001" + "0c00" }, // lq-relay-data
        {
            "dhcp6", 48, // lq-client-link
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "dhcp6", 51, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // v6-lost
        {
            "dhcp6", 52, // capwap-ac-v6
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "dhcp6", 53, "0x01a2ff", "01a2ff" }, // relay-id
        { "dhcp6", 56, "", "" }, // ntp-server
        { "dhcp6", 57, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // v6-access-domain
        {
            "dhcp6", 58, // sip-ua-cs-list
            "ns.example.com., a.example.",
            "026e73076578616d706c6503636f6d00" + "0161076578616d706c6500"
        },
        { "dhcp6", 59, "some text", "736f6d652074657874" }, // bootfile-url
        { "dhcp6", 60, "some text, x", "0009736f6d652074657874" + "000178" }, // bootfile-param
        { "dhcp6", 61, "1500, 68", "05dc" + "0044" }, // client-arch-type
        { "dhcp6", 62, "1, 3, 16", "01" + "03" + "10" }, // nii
        { "dhcp6", 64, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // aftr-name
        { "dhcp6", 65, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // erp-local-domain-name
        { "dhcp6", 66, "", "" }, // rsoo
        { "dhcp6", 67, "2001:db8:100::/40", "2820010db801" }, // pd-exclude
        {
            "dhcp6", 74, // rdnss-selection
            "2001:db8::1, 3, corp.example., a.example.",
            "20010db8000000000000000000000001" + "03" + "04636f7270076578616d706c6500" + "0161076578616d706c6500"
        },
        { "dhcp6", 79, "0x000102000000000a", "0001" + "02000000000a" }, // client-linklayer-addr
        { "dhcp6", 80, "2001:db8::1", "20010db8000000000000000000000001" }, // link-address
        { "dhcp6", 82, "86400", "00015180" }, // solmax-rt
        { "dhcp6", 83, "86400", "00015180" }, // inf-max-rt
        { "dhcp6", 87, "0x01a2ff", "01a2ff" }, // dhcpv4-message
        {
            "dhcp6", 88, // dhcp4o6-server-addr
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "dhcp6", 103, "some text", "736f6d652074657874" }, // v6-captive-portal
        { "dhcp6", 135, "1500", "05dc" }, // relay-source-port
        { "dhcp6", 136, "some text, x", "0009736f6d652074657874" + "000178" }, // v6-sztp-redirect
        {
            "dhcp6", 143, // ipv6-address-andsf
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "dhcp6", 94, "", "" }, // s46-cont-mape
        { "dhcp6", 95, "", "" }, // s46-cont-mapt
        { "dhcp6", 96, "", "" }, // s46-cont-lw
        {
            "dhcp6", 144, // v6-dnr
            "2, resolver.example., 2001:db8::1 2001:db8::2, alpn=dot\\,doq port=8530",
            "0002" + "0012" + "087265736f6c766572" + "076578616d706c65" + "00" + "0020"
            + "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "0001" + "0008"
            + "03646f7403646f71" + "0003" + "0002" + "2152"
        },
        { "dhcp6", 148, "", "" }, // addr-reg-enable
    };

    public static readonly TheoryData<string, int, string, string> Sub = new()
    {
        { "vendor-2495", 60000, "some text", "736f6d652074657874" }, // 4o6-interface
        { "vendor-2495", 60001, "2001:db8::1", "20010db8000000000000000000000001" }, // 4o6-source-address
        { "vendor-2495", 60002, "1500", "05dc" }, // 4o6-source-port
        { "s46-cont-mape-options", 90, "2001:db8::1", "20010db8000000000000000000000001" }, // s46-br
        {
            "s46-cont-mape-options", 89, // s46-rule
            "1, 16, 24, 192.0.2.0, 2001:db8:100::/40",
            "01" + "10" + "18" + "c0000200" + "28" + "20010db801"
        },
        {
            "s46-cont-mapt-options", 89, // s46-rule
            "0, 8, 16, 198.51.0.0, 2001:db8:8000::/33",
            "00" + "08" + "10" + "c6330000" + "21" + "20010db880"
        },
        { "s46-cont-mapt-options", 91, "2001:db8:100::/40", "2820010db801" }, // s46-dmr
        { "s46-cont-lw-options", 90, "2001:db8::1", "20010db8000000000000000000000001" }, // s46-br
        {
            "s46-cont-lw-options", 92, // s46-v4v6bind
            "192.0.2.1, 2001:db8:1:2::/64",
            "c0000201" + "40" + "20010db800010002"
        },
        { "s46-rule-options", 93, "6, 52/8", "06" + "08" + "3400" }, // s46-portparams
        { "s46-v4v6bind-options", 93, "0, 3/4", "00" + "04" + "3000" }, // s46-portparams
        { "v6-ntp-server-suboptions", 1, "2001:db8::1", "20010db8000000000000000000000001" }, // ntp-server-address
        { "v6-ntp-server-suboptions", 2, "2001:db8::1", "20010db8000000000000000000000001" }, // ntp-server-multicast
        { "v6-ntp-server-suboptions", 3, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // ntp-server-fqdn
        { "vendor-4491", 1, "1500, 68", "05dc" + "0044" }, // oro
        { "vendor-4491", 2, "some text", "736f6d652074657874" }, // device-type
        { "vendor-4491", 10, "some text", "736f6d652074657874" }, // vendor-type
        {
            "vendor-4491", 32, // tftp-servers
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        {
            "vendor-4491", 37, // time-servers
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "vendor-4491", 33, "some text", "736f6d652074657874" }, // config-file
        {
            "vendor-4491", 34, // syslog-servers
            "2001:db8::1, fe80::fffe",
            "20010db8000000000000000000000001" + "fe80000000000000000000000000fffe"
        },
        { "vendor-4491", 36, "0x01a2ff", "01a2ff" }, // device-id
        { "vendor-4491", 38, "-3600", "fffff1f0" }, // time-offset
        { "vendor-4491", 1026, "0x01a2ff", "01a2ff" }, // cmts-cm-mac
    };
}
