namespace Nestor.Wire.Tests.Options;

/// <summary>
/// Every standard option once: its data as an operator writes it and its bytes. The bytes of space dhcp4 were
/// compared with what Kea 2.2 sends for the same data, where Kea knows the option and lets it be configured.
/// </summary>
internal static class StandardRows
{
    public static readonly TheoryData<string, int, string, string> Top = new()
    {
        { "dhcp4", 1, "192.0.2.1", "c0000201" }, // subnet-mask
        { "dhcp4", 2, "-3600", "fffff1f0" }, // time-offset
        { "dhcp4", 3, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // routers
        { "dhcp4", 4, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // time-servers
        { "dhcp4", 5, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // name-servers
        { "dhcp4", 6, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // domain-name-servers
        { "dhcp4", 7, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // log-servers
        { "dhcp4", 8, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // cookie-servers
        { "dhcp4", 9, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // lpr-servers
        { "dhcp4", 10, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // impress-servers
        { "dhcp4", 11, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // resource-location-servers
        { "dhcp4", 12, "some text", "736f6d652074657874" }, // host-name
        { "dhcp4", 13, "1500", "05dc" }, // boot-size
        { "dhcp4", 14, "some text", "736f6d652074657874" }, // merit-dump
        { "dhcp4", 15, "some text", "736f6d652074657874" }, // domain-name
        { "dhcp4", 16, "192.0.2.1", "c0000201" }, // swap-server
        { "dhcp4", 17, "some text", "736f6d652074657874" }, // root-path
        { "dhcp4", 18, "some text", "736f6d652074657874" }, // extensions-path
        { "dhcp4", 19, "true", "01" }, // ip-forwarding
        { "dhcp4", 20, "true", "01" }, // non-local-source-routing
        { "dhcp4", 21, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // policy-filter
        { "dhcp4", 22, "1500", "05dc" }, // max-dgram-reassembly
        { "dhcp4", 23, "7", "07" }, // default-ip-ttl
        { "dhcp4", 24, "86400", "00015180" }, // path-mtu-aging-timeout
        { "dhcp4", 25, "1500, 68", "05dc0044" }, // path-mtu-plateau-table
        { "dhcp4", 26, "1500", "05dc" }, // interface-mtu
        { "dhcp4", 27, "true", "01" }, // all-subnets-local
        { "dhcp4", 28, "192.0.2.1", "c0000201" }, // broadcast-address
        { "dhcp4", 29, "true", "01" }, // perform-mask-discovery
        { "dhcp4", 30, "true", "01" }, // mask-supplier
        { "dhcp4", 31, "true", "01" }, // router-discovery
        { "dhcp4", 32, "192.0.2.1", "c0000201" }, // router-solicitation-address
        { "dhcp4", 33, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // static-routes
        { "dhcp4", 34, "true", "01" }, // trailer-encapsulation
        { "dhcp4", 35, "86400", "00015180" }, // arp-cache-timeout
        { "dhcp4", 36, "true", "01" }, // ieee802-3-encapsulation
        { "dhcp4", 37, "7", "07" }, // default-tcp-ttl
        { "dhcp4", 38, "86400", "00015180" }, // tcp-keepalive-interval
        { "dhcp4", 39, "true", "01" }, // tcp-keepalive-garbage
        { "dhcp4", 40, "some text", "736f6d652074657874" }, // nis-domain
        { "dhcp4", 41, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // nis-servers
        { "dhcp4", 42, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // ntp-servers
        { "dhcp4", 44, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // netbios-name-servers
        { "dhcp4", 45, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // netbios-dd-server
        { "dhcp4", 46, "7", "07" }, // netbios-node-type
        { "dhcp4", 47, "some text", "736f6d652074657874" }, // netbios-scope
        { "dhcp4", 48, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // font-servers
        { "dhcp4", 49, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // x-display-manager
        { "dhcp4", 50, "192.0.2.1", "c0000201" }, // dhcp-requested-address
        { "dhcp4", 51, "86400", "00015180" }, // dhcp-lease-time
        { "dhcp4", 52, "7", "07" }, // dhcp-option-overload
        { "dhcp4", 53, "7", "07" }, // dhcp-message-type
        { "dhcp4", 54, "192.0.2.1", "c0000201" }, // dhcp-server-identifier
        { "dhcp4", 55, "7, 200", "07c8" }, // dhcp-parameter-request-list
        { "dhcp4", 56, "some text", "736f6d652074657874" }, // dhcp-message
        { "dhcp4", 57, "1500", "05dc" }, // dhcp-max-message-size
        { "dhcp4", 58, "86400", "00015180" }, // dhcp-renewal-time
        { "dhcp4", 59, "86400", "00015180" }, // dhcp-rebinding-time
        { "dhcp4", 60, "some text", "736f6d652074657874" }, // vendor-class-identifier
        { "dhcp4", 61, "0x01a2ff", "01a2ff" }, // dhcp-client-identifier
        { "dhcp4", 62, "some text", "736f6d652074657874" }, // nwip-domain-name
        { "dhcp4", 63, "0x01a2ff", "01a2ff" }, // nwip-suboptions
        { "dhcp4", 64, "some text", "736f6d652074657874" }, // nisplus-domain-name
        { "dhcp4", 65, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // nisplus-servers
        { "dhcp4", 66, "some text", "736f6d652074657874" }, // tftp-server-name
        { "dhcp4", 67, "some text", "736f6d652074657874" }, // boot-file-name
        { "dhcp4", 68, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // mobile-ip-home-agent
        { "dhcp4", 69, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // smtp-server
        { "dhcp4", 70, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // pop-server
        { "dhcp4", 71, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // nntp-server
        { "dhcp4", 72, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // www-server
        { "dhcp4", 73, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // finger-server
        { "dhcp4", 74, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // irc-server
        { "dhcp4", 75, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // streettalk-server
        { "dhcp4", 76, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // streettalk-directory-assistance-server
        { "dhcp4", 77, "0x01a2ff", "01a2ff" }, // user-class
        { "dhcp4", 78, "true, 192.0.2.1, 198.51.100.254", "01c0000201c63364fe" }, // slp-directory-agent
        { "dhcp4", 79, "true, some text", "01736f6d652074657874" }, // slp-service-scope
        { "dhcp4", 80, "", "" }, // rapid-commit
        { "dhcp4", 81, "7, 7, 7, ns.example.com.", "070707026e73076578616d706c6503636f6d00" }, // fqdn
        { "dhcp4", 82, "", "" }, // dhcp-agent-options
        { "dhcp4", 85, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // nds-servers
        { "dhcp4", 86, "some text", "736f6d652074657874" }, // nds-tree-name
        { "dhcp4", 87, "some text", "736f6d652074657874" }, // nds-context
        {
            "dhcp4", 88, "ns.example.com., b.example.org.", // bcms-controller-names
            "026e73076578616d706c6503636f6d000162076578616d706c65036f726700"
        },
        { "dhcp4", 89, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // bcms-controller-address
        { "dhcp4", 90, "0x01a2ff", "01a2ff" }, // authenticate
        { "dhcp4", 91, "86400", "00015180" }, // client-last-transaction-time
        { "dhcp4", 92, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // associated-ip
        { "dhcp4", 93, "1500, 68", "05dc0044" }, // client-system
        { "dhcp4", 94, "7, 7, 7", "070707" }, // client-ndi
        { "dhcp4", 97, "7, 0x01a2ff", "0701a2ff" }, // uuid-guid
        { "dhcp4", 98, "some text", "736f6d652074657874" }, // uap-servers
        { "dhcp4", 99, "0x01a2ff", "01a2ff" }, // geoconf-civic
        { "dhcp4", 100, "some text", "736f6d652074657874" }, // pcode
        { "dhcp4", 101, "some text", "736f6d652074657874" }, // tcode
        { "dhcp4", 108, "86400", "00015180" }, // v6-only-preferred
        { "dhcp4", 112, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // netinfo-server-address
        { "dhcp4", 113, "some text", "736f6d652074657874" }, // netinfo-server-tag
        { "dhcp4", 114, "some text", "736f6d652074657874" }, // v4-captive-portal
        { "dhcp4", 116, "7", "07" }, // auto-config
        { "dhcp4", 117, "1500, 68", "05dc0044" }, // name-service-search
        { "dhcp4", 118, "192.0.2.1", "c0000201" }, // subnet-selection
        {
            "dhcp4", 119, "ns.example.com., b.example.org.", // domain-search
            "026e73076578616d706c6503636f6d000162076578616d706c65036f726700"
        },
        {
            "dhcp4", 121, "10.229.0.128/25 - 10.229.0.1, 10.0.0.0/8 - 192.0.2.1, 0.0.0.0/0 - 192.0.2.254",
            "190ae500800ae50001080ac000020100c00002fe"
        },
        { "dhcp4", 122, "", "" }, // cablelabs-client-conf
        { "dhcp4", 124, "4491, 0x03646f63", "0000118b03646f63" }, // vivco-suboptions
        { "dhcp4", 125, "4491", "0000118b00" }, // vivso-suboptions
        { "dhcp4", 136, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // pana-agent
        { "dhcp4", 137, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // v4-lost
        { "dhcp4", 138, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // capwap-ac-v4
        {
            "dhcp4", 141, "ns.example.com., b.example.org.", // sip-ua-cs-domains
            "026e73076578616d706c6503636f6d000162076578616d706c65036f726700"
        },
        {
            "dhcp4", 143, "https://a.example, https://b.example", // v4-sztp-redirect
            "001168747470733a2f2f612e6578616d706c65001168747470733a2f2f622e6578616d706c65"
        },
        { "dhcp4", 145, "1, 2", "0102" }, // forcerenew-nonce-capable
        {
            "dhcp4", 146, "7, 192.0.2.1, 192.0.2.1, ns.example.com., b.example.org.", // rdnss-selection
            "07c0000201c0000201026e73076578616d706c6503636f6d000162076578616d706c65036f726700"
        },
        { "dhcp4", 151, "7, some text", "07736f6d652074657874" }, // status-code
        { "dhcp4", 152, "86400", "00015180" }, // base-time
        { "dhcp4", 153, "86400", "00015180" }, // start-time-of-state
        { "dhcp4", 154, "86400", "00015180" }, // query-start-time
        { "dhcp4", 155, "86400", "00015180" }, // query-end-time
        { "dhcp4", 156, "7", "07" }, // dhcp-state
        { "dhcp4", 157, "7", "07" }, // data-source
        { "dhcp4", 159, "6, 3/4", "06043000" }, // v4-portparams
        {
            "dhcp4", 162, // v4-dnr
            "2, resolver.example., 10.0.5.6, alpn=dot\\,doq port=8530 | 3, "
            + "fooexp.resolver.example.",
            "002c000212087265736f6c766572076578616d706c6500040a0005060001000803646f7403646f710003"
            + "00022152001c00031906666f6f657870087265736f6c766572076578616d706c6500"
        },
        {
            "dhcp4", 212, "7, 7, 2001:db8::1, 192.0.2.1, 198.51.100.254", // option-6rd
            "070720010db8000000000000000000000001c0000201c63364fe"
        },
        { "dhcp4", 213, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // v4-access-domain
        { "dhcp4", 43, "", "" }, // vendor-encapsulated-options
    };

    public static readonly TheoryData<string, int, string, string> Sub = new()
    {
        { "dhcp-agent-options-space", 1, "0x01a2ff", "01a2ff" }, // circuit-id
        { "dhcp-agent-options-space", 2, "0x01a2ff", "01a2ff" }, // remote-id
        { "dhcp-agent-options-space", 4, "86400", "00015180" }, // docsis-device-class
        { "dhcp-agent-options-space", 5, "192.0.2.1", "c0000201" }, // link-selection
        { "dhcp-agent-options-space", 6, "some text", "736f6d652074657874" }, // subscriber-id
        { "dhcp-agent-options-space", 7, "0x01a2ff", "01a2ff" }, // radius
        { "dhcp-agent-options-space", 8, "0x01a2ff", "01a2ff" }, // auth
        { "dhcp-agent-options-space", 9, "0x01a2ff", "01a2ff" }, // vendor-specific-info
        { "dhcp-agent-options-space", 10, "7", "07" }, // relay-flags
        { "dhcp-agent-options-space", 11, "192.0.2.1", "c0000201" }, // server-id-override
        { "dhcp-agent-options-space", 12, "0x01a2ff", "01a2ff" }, // relay-id
        { "dhcp-agent-options-space", 13, "1500", "05dc" }, // access-techno-type
        { "dhcp-agent-options-space", 14, "some text", "736f6d652074657874" }, // access-network-name
        { "dhcp-agent-options-space", 15, "some text", "736f6d652074657874" }, // access-point-name
        { "dhcp-agent-options-space", 16, "0x01a2ff", "01a2ff" }, // access-point-bssid
        { "dhcp-agent-options-space", 17, "86400", "00015180" }, // operator-id
        { "dhcp-agent-options-space", 18, "some text", "736f6d652074657874" }, // operator-realm
        { "dhcp-agent-options-space", 19, "1500", "05dc" }, // relay-port
        { "dhcp-agent-options-space", 151, "0x01a2ff", "01a2ff" }, // virtual-subnet-select
        { "dhcp-agent-options-space", 152, "", "" }, // virtual-subnet-select-ctrl
        { "cablelabs-client-conf", 1, "192.0.2.1", "c0000201" }, // tsp-primary-server
        { "cablelabs-client-conf", 2, "192.0.2.1", "c0000201" }, // tsp-secondary-server
        { "cablelabs-client-conf", 4, "86400, 86400, 86400", "000151800001518000015180" }, // tsp-as-parameters
        { "cablelabs-client-conf", 5, "86400, 86400, 86400", "000151800001518000015180" }, // tsp-ap-parameters
        { "cablelabs-client-conf", 6, "ns.example.com.", "026e73076578616d706c6503636f6d00" }, // tsp-realm
        { "cablelabs-client-conf", 7, "true", "01" }, // tsp-use-tgt
        { "cablelabs-client-conf", 8, "7", "07" }, // tsp-provisioning-timer
        { "cablelabs-client-conf", 9, "1500", "05dc" }, // tsp-sct
        { "cablelabs-client-conf", 10, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // kdc-server
        { "vendor-4491", 1, "7, 200", "07c8" }, // oro
        { "vendor-4491", 2, "192.0.2.1, 198.51.100.254", "c0000201c63364fe" }, // tftp-servers
    };
}
